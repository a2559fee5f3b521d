package io.holdfast.adapters.persistence.analytics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.adapters.persistence.ChannelListener;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.Question;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Remembers answers for a time, by everything that was asked. Who asks while the same answer is
/// computed waits for it. Where it cannot be computed, an earlier one is given and said to be
/// stale.
///
/// Every refresh and every erasure, of whatever node, begins a new generation: what was remembered
/// or begun to be computed before is given to nobody who asks from then on. As nobody knows of them
/// without the connection on which they are told, nothing is remembered for as long as that is
/// away; see `IdentityMemory`, which does the same.
public final class CachedAnalyticsQueries implements AnalyticsQueries, ChannelListener.Subscriber {

    public static final String CHANNEL = "holdfast_analytics";

    static final Duration LEASE = Duration.ofSeconds(3);

    /// Cells of all answers together, some hundred bytes each.
    static final int CELLS_MAX = 500_000;

    private static final Logger LOG = System.getLogger(CachedAnalyticsQueries.class.getName());

    /// @param timeToLive for how long an answer is given again
    /// @param oldAfter the age of kept profiles from which on they are said to be stale: a refresh
    ///   was missed
    /// @param staleMax the age of an answer from which on it is not given any more
    public record Times(Duration timeToLive, Duration oldAfter, Duration staleMax) {}

    private sealed interface Moment {
        record At(Instant asOf) implements Moment {}

        record Latest() implements Moment {}
    }

    private record Key(long generation, Question question, Moment moment) {}

    private record Remembered(Answer answer, Instant since) {}

    /// @param since when the last round trip began
    private record Lease(boolean given, long since) {
        static final Lease NONE = new Lease(false, 0);
    }

    private final AnalyticsQueries queries;
    private final Times times;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final AtomicLong generation = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final ConcurrentMap<Key, CompletableFuture<Answer>> computing =
            new ConcurrentHashMap<>();
    private final Cache<Key, Remembered> remembered =
            Caffeine.newBuilder()
                    .maximumWeight(CELLS_MAX)
                    .weigher((Key key, Remembered value) -> weight(key, value.answer()))
                    .executor(Runnable::run)
                    .build();
    private volatile Lease lease = Lease.NONE;

    /// @param nanos a clock that only goes forward, the one of the `ChannelListener`
    public CachedAnalyticsQueries(
            AnalyticsQueries queries, Times times, InstantSource clock, LongSupplier nanos) {
        this.queries = queries;
        this.times = times;
        this.clock = clock;
        this.nanos = nanos;
    }

    private static int weight(Key key, Answer answer) {
        return 1 + answer.rows().size() * key.question().analysis().columns().size();
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        return find(question, new Moment.At(asOf), () -> queries.answer(question, asOf));
    }

    @Override
    public Answer latest(Question question) {
        var answer = find(question, new Moment.Latest(), () -> queries.latest(question));
        boolean isOld = answer.freshness().plus(times.oldAfter()).isBefore(clock.instant());
        return isOld ? answer.asStale() : answer;
    }

    /// Answers that were given without computing them.
    public long hits() {
        return hits.sum();
    }

    /// Answers that were computed.
    public long misses() {
        return misses.sum();
    }

    private Answer find(Question question, Moment moment, Supplier<Answer> compute) {
        // Before anything is read: what changes from here on makes this answer an old one.
        var key = new Key(generation.get(), question, moment);
        if (!isCurrent()) {
            misses.increment();
            return compute.get();
        }
        var known = remembered.getIfPresent(key);
        if (known != null && isYounger(known, times.timeToLive())) {
            hits.increment();
            return known.answer();
        }
        var mine = new CompletableFuture<Answer>();
        var others = computing.putIfAbsent(key, mine);
        if (others != null) {
            hits.increment();
            return join(others);
        }
        try {
            return compute(key, mine, compute);
        } finally {
            computing.remove(key, mine);
        }
    }

    private Answer compute(Key key, CompletableFuture<Answer> mine, Supplier<Answer> compute) {
        var known = remembered.getIfPresent(key);
        if (known != null && isYounger(known, times.timeToLive())) {
            // Somebody was done with it since.
            hits.increment();
            mine.complete(known.answer());
            return known.answer();
        }
        misses.increment();
        try {
            var answer = compute.get();
            remember(key, answer);
            mine.complete(answer);
            return answer;
        } catch (RuntimeException e) {
            if (known != null
                    && isYounger(known, times.staleMax())
                    && key.generation() == generation.get()) {
                LOG.log(Level.WARNING, "an earlier answer is given, since this one failed", e);
                var stale = known.answer().asStale();
                mine.complete(stale);
                return stale;
            }
            mine.completeExceptionally(e);
            throw e;
        } catch (Error e) {
            // Whatever it was, the others must not wait for good.
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void remember(Key key, Answer answer) {
        if (key.generation() != generation.get()) {
            return;
        }
        remembered.put(key, new Remembered(answer, clock.instant()));
        if (key.generation() != generation.get()) {
            // Nobody could find it; it should not lie in memory either.
            remembered.invalidate(key);
        }
    }

    private boolean isYounger(Remembered known, Duration age) {
        return known.since().plus(age).isAfter(clock.instant());
    }

    private static Answer join(CompletableFuture<Answer> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    private boolean isCurrent() {
        var held = lease;
        return held.given() && nanos.getAsLong() - held.since() < LEASE.toNanos();
    }

    /// Nothing that was remembered or begun before is given to who asks from here on.
    public void forget() {
        generation.incrementAndGet();
        remembered.invalidateAll();
    }

    @Override
    public void begun() {
        forget();
    }

    @Override
    public void told(String payload) {
        forget();
    }

    @Override
    public void current(long since) {
        lease = new Lease(true, since);
    }

    @Override
    public void lost() {
        lease = Lease.NONE;
        forget();
    }
}
