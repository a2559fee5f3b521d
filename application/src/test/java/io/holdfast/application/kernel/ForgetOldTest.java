package io.holdfast.application.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.kernel.ForgetOld.Rule;
import io.holdfast.domain.kernel.InMemoryRetained;
import io.holdfast.domain.kernel.Retained;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ForgetOldTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryRetained scores = new InMemoryRetained("scores");
    private final InMemoryRetained batches = new InMemoryRetained("batches");

    private static ForgetOld forgetOld(Rule... rules) {
        return new ForgetOld(List.of(rules), () -> NOON);
    }

    private static Rule days(Retained retained, int days) {
        return new Rule(retained, Duration.ofDays(days));
    }

    @Test
    void keeps_each_kind_for_its_time() {
        for (int day = 1; day <= 5; day++) {
            scores.add(NOON.minus(Duration.ofDays(day)));
            batches.add(NOON.minus(Duration.ofDays(day)));
        }

        var forgotten = forgetOld(days(scores, 2), days(batches, 4)).forget();

        assertThat(forgotten).isEqualTo(Map.of("scores", 3L, "batches", 1L));
        assertThat(scores.moments()).hasSize(2);
        assertThat(batches.moments()).hasSize(4);
    }

    @Test
    void keeps_for_ever_where_the_time_is_zero() {
        scores.add(Instant.EPOCH);

        assertThat(forgetOld(days(scores, 0)).forget()).isEmpty();
        assertThat(scores.moments()).hasSize(1);
    }

    @Test
    void forgets_more_than_one_chunk() {
        for (int i = 0; i < ForgetOld.CHUNK * 2 + 1; i++) {
            scores.add(Instant.EPOCH);
        }

        assertThat(forgetOld(days(scores, 1)).forget())
                .isEqualTo(Map.of("scores", 2L * ForgetOld.CHUNK + 1));
    }

    @Test
    void a_run_has_an_end_even_where_there_is_none() {
        var endless = new Endless();

        assertThat(forgetOld(days(endless, 1)).forget())
                .isEqualTo(Map.of("endless", (long) ForgetOld.MAX_CHUNKS));
    }

    @Test
    void one_kind_that_fails_keeps_no_other_from_being_forgotten() {
        scores.add(Instant.EPOCH);

        assertThatThrownBy(() -> forgetOld(days(new Broken(), 1), days(scores, 1)).forget())
                .hasMessage("the table is locked");

        assertThat(scores.moments()).isEmpty();
    }

    @Test
    void stops_between_two_chunks_when_it_is_interrupted() {
        scores.add(Instant.EPOCH);
        Thread.currentThread().interrupt();

        assertThat(forgetOld(days(scores, 1)).forget()).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(scores.moments()).hasSize(1);
    }

    @Test
    void refuses_a_time_below_none() {
        assertThatThrownBy(() -> days(scores, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private record Endless() implements Retained {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public int forget(Instant before, int limit) {
            return 1;
        }
    }

    private record Broken() implements Retained {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int forget(Instant before, int limit) {
            throw new IllegalStateException("the table is locked");
        }
    }
}
