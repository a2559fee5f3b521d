package io.holdfast.domain.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Counts in a map.
public final class InMemoryRateLimiter implements RateLimiter {

    private record Bucket(Quota quota, String subject) {}

    private record Level(double tokens, Instant at) {}

    private final Map<Bucket, Level> levels = new HashMap<>();
    private final InstantSource clock;

    public InMemoryRateLimiter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Verdict take(Quota quota, String subject) {
        double tokens = tokens(quota, subject);
        boolean admitted = tokens >= 1;
        double left = admitted ? tokens - 1 : tokens;
        levels.put(new Bucket(quota, subject), new Level(left, clock.instant()));
        return new Verdict(
                admitted,
                (long) left,
                time(quota, quota.limit() - left),
                admitted ? Duration.ZERO : time(quota, 1 - left));
    }

    @Override
    public synchronized void giveBack(Quota quota, String subject) {
        double tokens = Math.min((double) quota.limit(), tokens(quota, subject) + 1);
        levels.put(new Bucket(quota, subject), new Level(tokens, clock.instant()));
    }

    private double tokens(Quota quota, String subject) {
        var level = levels.get(new Bucket(quota, subject));
        if (level == null) {
            return (double) quota.limit();
        }
        double passed = (double) Duration.between(level.at(), clock.instant()).toNanos();
        return Math.min(
                (double) quota.limit(),
                level.tokens() + passed * quota.limit() / quota.window().toNanos());
    }

    private static Duration time(Quota quota, double tokens) {
        return Duration.ofNanos(
                (long) Math.ceil(tokens / quota.limit() * quota.window().toNanos()));
    }
}
