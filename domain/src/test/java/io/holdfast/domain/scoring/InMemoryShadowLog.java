package io.holdfast.domain.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The log in a list; scores are computed at once. A test can make it full.
public final class InMemoryShadowLog implements ShadowLog {

    private final List<ShadowScore> scores = new ArrayList<>();
    private boolean full;

    /// Whether there is no room from now on.
    public synchronized void fill(boolean on) {
        full = on;
    }

    public synchronized List<ShadowScore> scores() {
        return List.copyOf(scores);
    }

    @Override
    public synchronized boolean offer(Supplier<ShadowScore> score) {
        if (full) {
            return false;
        }
        try {
            scores.add(score.get());
        } catch (RuntimeException _) {
            // As promised: a score that cannot be computed is gone.
        }
        return true;
    }
}
