package io.holdfast.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// How many customers there are, counted once in a while: whoever asks for health asks often, and
/// counting a million takes longer than all the rest of the answer. As long as there are none,
/// which is quick to see, they are counted each time, so that the first ones show at once.
final class CountedCustomers implements LongSupplier {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private record Counted(long customers, Instant at) {}

    private final LongSupplier stored;
    private final LongSupplier otherwise;
    private final InstantSource clock;
    private final AtomicReference<Counted> last =
            new AtomicReference<>(new Counted(0, Instant.EPOCH));

    /// @param stored customers that are stored
    /// @param otherwise what is told as long as none are
    CountedCustomers(LongSupplier stored, LongSupplier otherwise, InstantSource clock) {
        this.stored = stored;
        this.otherwise = otherwise;
        this.clock = clock;
    }

    @Override
    public long getAsLong() {
        var now = clock.instant();
        var counted = last.get();
        if (counted.customers() == 0 || !counted.at().plus(EVERY).isAfter(now)) {
            long customers = stored.getAsLong();
            counted = new Counted(customers > 0 ? customers : otherwise.getAsLong(), now);
            last.set(counted);
        }
        return counted.customers();
    }
}
