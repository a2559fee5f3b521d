package io.holdfast.adapters.persistence.work;

import java.time.Duration;

/// How often work that fails is tried, and after which pause: twice as long every time, up to a
/// bound.
record Retries(int triesMax, Duration firstPause, Duration longestPause) {

    /// About a quarter of an hour in all.
    static final Retries STANDARD = new Retries(20, Duration.ofSeconds(1), Duration.ofMinutes(1));

    private static final int DOUBLINGS_MAX = 30;

    /// @param failures before this one, in a row
    Duration pauseAfter(int failures) {
        var pause = firstPause.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }

    /// Whether work that failed so often is given up.
    boolean exhausted(int failures) {
        return failures >= triesMax;
    }
}
