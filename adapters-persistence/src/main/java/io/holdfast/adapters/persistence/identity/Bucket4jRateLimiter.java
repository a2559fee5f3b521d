package io.holdfast.adapters.persistence.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.BucketNotFoundException;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.NopeOptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.distributed.proxy.optimization.delay.DelayOptimization;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.github.bucket4j.util.concurrent.batch.BatchHelper.BatchFailedException;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.RateLimiter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/// Counts in token buckets that all nodes share through the database, most of the time without
/// asking it.
///
/// A quota of at most 20 is exact: each request that may be let in is a short transaction, and what
/// comes at once shares one. Of a larger one a node may give away a twentieth on what it last knew,
/// then it settles; what was given away too much is owed, so that N nodes together let in at most
/// `1 + (N - 1) / 20` of a quota and no more later on. Who was refused is refused from memory until
/// the next request can be let in: a flood of refused requests is one question a node, a subject
/// and a token. (The library alone would ask for every such flood: it adds up the wishes of callers
/// who come at once, and takes the sum for what may be used.)
///
/// A node that stops, has not heard of a subject for the quota's whole window, or knows too many,
/// forgets what it had not settled: a twentieth at most. While the database is away, or takes too
/// long, a node counts alone, from a whole quota.
public final class Bucket4jRateLimiter implements RateLimiter {

    /// Counts for this node alone.
    private record LocalBucket(Duration window, Bucket bucket) {}

    private static final long EXACT_MAX = 20;
    private static final int UNSETTLED_SHARE = 20;
    private static final Duration UNSETTLED_MAX = Duration.ofSeconds(5);

    /// Some kilobytes each.
    private static final int SUBJECTS_MAX = 50_000;

    private static final Duration KEPT_WHEN_WHOLE = Duration.ofMinutes(1);
    private static final int ATTEMPTS_MAX = 10;
    private static final int REMOVED_AT_ONCE = 1_000;

    private final InstantSource clock;
    private final TimeMeter meter;
    private final PostgreSQLSelectForUpdateBasedProxyManager<Long> buckets;
    private final Cache<Long, SharedBucket> shared;
    private final Cache<Long, LocalBucket> local;
    private final Outage outage;

    /// @param connections asked for one at a time by as many callers as there are subjects; should
    ///   fail soon, since requests wait for it
    public Bucket4jRateLimiter(DataSource connections, InstantSource clock) {
        this.clock = clock;
        this.meter = new WallClock(clock);
        this.outage = new Outage(connections);
        this.shared = remembering(meter, SharedBucket::window);
        this.local = remembering(meter, LocalBucket::window);
        this.buckets =
                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(connections)
                        .table("rate_limits")
                        .clientClock(meter)
                        .expirationAfterWrite(
                                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                                        KEPT_WHEN_WHOLE))
                        .build();
    }

    @Override
    public Verdict take(Quota quota, String subject) {
        long id = id(quota, subject);
        if (outage.letsAsk(clock.instant())) {
            try {
                return patiently(() -> shared(id, quota).take(clock.instant()));
            } catch (BucketExecutionException | BatchFailedException e) {
                outage.begin(clock.instant(), e);
            }
        }
        return SharedBucket.verdict(local(id, quota).tryConsumeAndReturnRemaining(1));
    }

    @Override
    public void giveBack(Quota quota, String subject) {
        long id = id(quota, subject);
        if (outage.letsAsk(clock.instant())) {
            try {
                var _ =
                        patiently(() -> {
                            shared(id, quota).giveBack();
                            return true;
                        });
                return;
            } catch (BucketExecutionException | BatchFailedException e) {
                outage.begin(clock.instant(), e);
            }
        }
        local(id, quota).addTokens(1);
    }

    /// Of callers who come at once for a new subject, one makes the bucket, and others may be told
    /// that there is none; nothing was counted for them.
    private static <T> T patiently(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (BatchFailedException e) {
                if (attempt == ATTEMPTS_MAX || !(e.getCause() instanceof BucketNotFoundException)) {
                    throw e;
                }
            }
        }
    }

    /// Removes what says no more than its absence would; returns how many.
    public int removeExpired() {
        int all = 0;
        int removed;
        do {
            removed = buckets.removeExpired(REMOVED_AT_ONCE);
            all += removed;
        } while (removed == REMOVED_AT_ONCE);
        return all;
    }

    private SharedBucket shared(long id, Quota quota) {
        return shared.get(
                id,
                key ->
                        new SharedBucket(
                                quota.window(),
                                buckets.builder()
                                        .withOptimization(optimization(quota))
                                        .build(key, () -> configuration(quota)),
                                buckets.builder().build(key, () -> configuration(quota))));
    }

    private Optimization optimization(Quota quota) {
        return quota.limit() <= EXACT_MAX
                ? Optimizations.batching()
                : new DelayOptimization(
                        new DelayParameters(quota.limit() / UNSETTLED_SHARE, UNSETTLED_MAX),
                        NopeOptimizationListener.INSTANCE,
                        meter);
    }

    private Bucket local(long id, Quota quota) {
        return local.get(id, _ -> new LocalBucket(quota.window(), localBucket(quota))).bucket();
    }

    private Bucket localBucket(Quota quota) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(quota.limit()).refillGreedy(quota.limit(), quota.window()))
                .withCustomTimePrecision(meter)
                .build();
    }

    private static BucketConfiguration configuration(Quota quota) {
        return BucketConfiguration.builder()
                .addLimit(limit ->
                        limit.capacity(quota.limit()).refillGreedy(quota.limit(), quota.window()))
                .build();
    }

    /// After a whole window in which nobody asked, a bucket is full, or says nothing new.
    private static <V> Cache<Long, V> remembering(TimeMeter meter, Function<V, Duration> window) {
        return Caffeine.newBuilder()
                .maximumSize(SUBJECTS_MAX)
                .ticker(meter::currentTimeNanos)
                .expireAfter(Expiry.<Long, V>accessing((_, bucket) -> window.apply(bucket)))
                .executor(Runnable::run)
                .build();
    }

    /// A quota that was changed is another one: nodes with the old and the new settings do not
    /// disturb each other.
    private static long id(Quota quota, String subject) {
        var whole =
                "%s\n%d\n%d\n"
                        .formatted(quota.name(), quota.limit(), quota.window().toMillis())
                        .concat(subject);
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(whole.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The nodes' clocks are taken to agree to a second or so; the one that is ahead refills.
    private record WallClock(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            var now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
