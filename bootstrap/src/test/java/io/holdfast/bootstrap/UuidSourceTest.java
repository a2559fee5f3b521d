package io.holdfast.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.IdSourceContract;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidSourceTest implements IdSourceContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public IdSource ids() {
        return new UuidSource(Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void writes_the_time_into_the_first_48_bits() {
        assertThat(ids().next().getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void sorts_ids_of_one_millisecond_by_the_order_they_were_made_in() {
        var source = ids();
        var texts = Stream.generate(() -> source.next().toString()).limit(1_000).toList();

        assertThat(texts).isSorted();
    }
}
