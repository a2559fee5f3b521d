package io.holdfast.adapters.ml.smile;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells running work that nobody waits for it any more.
final class Stop {

    private final AtomicBoolean requested = new AtomicBoolean();

    void request() {
        requested.set(true);
    }

    /// Called often by long work.
    void check() {
        if (requested.get()) {
            throw new CancellationException("training was stopped");
        }
    }
}
