package io.holdfast.bootstrap.bench;

import java.time.Duration;

/// How long to measure. What is compared takes turns, so that a machine that is busy with something
/// else for a while disturbs both sides alike.
///
/// @param warmUp before the first slice of a side
/// @param slice of one side's turn
/// @param rounds turns of each side
public record Effort(Duration warmUp, Duration slice, int rounds) {

    private static final Effort QUICK =
            new Effort(Duration.ofMillis(700), Duration.ofSeconds(1), 1);

    /// About a minute in all, where the machine has nothing else to do.
    public static Effort quick() {
        return QUICK;
    }

    /// @param seconds of each turn, of which every side has three
    public static Effort ofSeconds(int seconds) {
        return new Effort(Duration.ofSeconds(Math.min(seconds, 5)), Duration.ofSeconds(seconds), 3);
    }
}
