package io.holdfast.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CountedCustomersTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final AtomicLong stored = new AtomicLong();
    private final CountedCustomers customers =
            new CountedCustomers(stored::get, () -> 7_043, now::get);

    @Test
    void tells_what_datasets_hold_as_long_as_no_customer_is_stored() {
        assertThat(customers.getAsLong()).isEqualTo(7_043);
    }

    @Test
    void counts_again_after_half_a_minute() {
        stored.set(5);
        assertThat(customers.getAsLong()).isEqualTo(5);
        stored.set(6);

        now.set(now.get().plusSeconds(29));
        assertThat(customers.getAsLong()).isEqualTo(5);

        now.set(now.get().plusSeconds(1));
        assertThat(customers.getAsLong()).isEqualTo(6);
    }

    @Test
    void sees_the_first_ones_at_once() {
        var empty = new CountedCustomers(stored::get, () -> 0, now::get);
        assertThat(empty.getAsLong()).isZero();

        stored.set(1);
        assertThat(empty.getAsLong()).isEqualTo(1);
    }
}
