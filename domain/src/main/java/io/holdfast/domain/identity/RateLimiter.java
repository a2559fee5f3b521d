package io.holdfast.domain.identity;

import java.time.Duration;

/// Counts requests against quotas, for all nodes together and without asking the database for each:
/// a node may run ahead of the others by a share of the quota that the adapter states.
public interface RateLimiter {

    /// @param remaining how many more may come at once
    /// @param untilFull until the whole quota is there again
    /// @param retryAfter until the next request is let in; zero when this one was
    record Verdict(boolean admitted, long remaining, Duration untilFull, Duration retryAfter) {}

    /// Counts one request of the subject when the quota lets it in. Never fails for want of the
    /// database: then this node counts alone.
    Verdict take(Quota quota, String subject);

    /// Takes back one that was let in.
    void giveBack(Quota quota, String subject);
}
