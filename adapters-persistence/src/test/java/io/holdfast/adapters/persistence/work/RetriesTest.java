package io.holdfast.adapters.persistence.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetriesTest {

    @Test
    void pauses_twice_as_long_every_time_up_to_a_minute() {
        assertThat(IntStream.range(0, 8).mapToObj(Retries.STANDARD::pauseAfter))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(Retries.STANDARD.pauseAfter(1_000_000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void gives_up_after_twenty_tries() {
        assertThat(Retries.STANDARD.exhausted(19)).isFalse();
        assertThat(Retries.STANDARD.exhausted(20)).isTrue();
    }
}
