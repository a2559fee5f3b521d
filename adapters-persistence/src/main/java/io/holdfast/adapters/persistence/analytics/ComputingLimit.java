package io.holdfast.adapters.persistence.analytics;

import io.holdfast.domain.kernel.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How many may go over the facts of all customers at once. Each that does holds a connection for
/// as long as it takes, so that a handful of them would leave none to anybody else.
final class ComputingLimit {

    private final int max;
    private final Duration patience;
    private final Semaphore places;

    /// @param max answers computed at once; others wait
    /// @param patience for how long one waits before it is refused; it holds nothing meanwhile
    ComputingLimit(int max, Duration patience) {
        this.max = max;
        this.patience = patience;
        this.places = new Semaphore(max, true);
    }

    <T> T compute(Supplier<T> work) {
        if (!isAdmitted()) {
            throw new Unavailable("%d answers are computed from the facts already".formatted(max));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private boolean isAdmitted() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted before the answer was computed", e);
        }
    }
}
