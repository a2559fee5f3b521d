package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every `Retained` promises. Begins empty.
public interface RetainedContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    Retained retained();

    /// Stores something that was over then.
    void store(Instant over);

    long stored();

    /// Stores something that is not over; the default for what always is.
    default void storeOpen() {}

    private int forgetAll(Instant before) {
        int forgotten = 0;
        int runs = 0;
        for (int some = 1; some > 0; runs++) {
            some = retained().forget(before, 2);
            forgotten += some;
            assertThat(runs).isLessThan(100);
        }
        return forgotten;
    }

    @Test
    default void has_a_name() {
        assertThat(retained().name()).matches("[a-z_]+");
    }

    @Test
    default void has_nothing_to_forget_where_nothing_is() {
        assertThat(retained().forget(NOON, 10)).isZero();
    }

    @Test
    default void forgets_what_was_over_before_and_nothing_else() {
        store(NOON.minusSeconds(1));
        store(NOON);
        store(NOON.plusSeconds(1));
        storeOpen();
        long all = stored();

        assertThat(forgetAll(NOON)).isPositive();

        assertThat(stored()).isEqualTo(all - 1);
        assertThat(retained().forget(NOON, 10)).isZero();
    }

    @Test
    default void forgets_a_little_at_a_time() {
        for (int i = 1; i <= 5; i++) {
            store(NOON.minusSeconds(i));
        }

        assertThat(retained().forget(NOON, 2)).isPositive();
        assertThat(stored()).isBetween(3L, 4L);
        assertThat(forgetAll(NOON)).isPositive();
        assertThat(stored()).isZero();
    }

    @Test
    default void forgets_what_is_older_than_months() {
        store(NOON.minus(Duration.ofDays(200)));
        store(NOON.minus(Duration.ofDays(100)));
        store(NOON);

        assertThat(forgetAll(NOON.minus(Duration.ofDays(150)))).isPositive();
        assertThat(stored()).isEqualTo(2);
        assertThat(forgetAll(NOON)).isPositive();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    default void callers_at_once_forget_everything_once() {
        for (int i = 1; i <= 8; i++) {
            store(NOON.minusSeconds(i));
        }

        var forgotten = AtOnce.call(4, _ -> forgetAll(NOON));

        assertThat(forgotten.stream().mapToInt(Integer::intValue).sum()).isEqualTo(8);
        assertThat(forgetAll(NOON) + stored()).isZero();
    }
}
