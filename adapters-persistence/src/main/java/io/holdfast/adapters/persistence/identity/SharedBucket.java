package io.holdfast.adapters.persistence.identity;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.holdfast.domain.identity.RateLimiter.Verdict;
import java.time.Duration;
import java.time.Instant;

/// What this node knows of one subject's bucket.
final class SharedBucket {

    /// @param retryAt when the next request is let in
    private record Refused(Instant retryAt, Instant fullAt) {}

    private static final Refused NEVER = new Refused(Instant.MIN, Instant.MIN);

    private final Duration window;
    private final BucketProxy counting;
    private final BucketProxy direct;
    private volatile Refused refused = NEVER;

    /// @param window of its quota
    /// @param counting may put off telling the database
    /// @param direct the same bucket, which never does
    SharedBucket(Duration window, BucketProxy counting, BucketProxy direct) {
        this.window = window;
        this.counting = counting;
        this.direct = direct;
    }

    Duration window() {
        return window;
    }

    Verdict take(Instant now) {
        var last = refused;
        if (now.isBefore(last.retryAt())) {
            return new Verdict(
                    false,
                    0,
                    Duration.between(now, last.fullAt()),
                    Duration.between(now, last.retryAt()));
        }
        var verdict = verdict(counting.tryConsumeAndReturnRemaining(1));
        if (!verdict.admitted()) {
            refused = new Refused(now.plus(verdict.retryAfter()), now.plus(verdict.untilFull()));
        }
        return verdict;
    }

    /// Straight to the database: what is added to a copy that puts off telling is lost when it
    /// tells.
    void giveBack() {
        direct.addTokens(1);
        counting.getOptimizationController().syncImmediately();
        refused = NEVER;
    }

    static Verdict verdict(ConsumptionProbe probe) {
        return new Verdict(
                probe.isConsumed(),
                Math.max(0, probe.getRemainingTokens()),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
