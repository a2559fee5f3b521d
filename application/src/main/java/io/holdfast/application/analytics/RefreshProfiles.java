package io.holdfast.application.analytics;

import io.holdfast.domain.analytics.ProfileRun;
import io.holdfast.domain.analytics.ProfileRuns;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// Keeps the profiles of all customers fresh: asked for by somebody or by the clock, done in the
/// background by some node.
public final class RefreshProfiles {

    public sealed interface Outcome {
        /// It will be done.
        record Initiated(UUID run) implements Outcome {}

        /// Another one is under way, which will do.
        record UnderWay(UUID run) implements Outcome {}

        /// The last one is fresh enough.
        record Fresh(UUID run) implements Outcome {}
    }

    private static final Logger LOG = System.getLogger(RefreshProfiles.class.getName());

    private final Transactions transactions;
    private final ProfileRuns runs;
    private final WorkQueue work;
    private final Duration freshFor;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param freshFor for how long after a good run another one is skipped unless forced
    public RefreshProfiles(
            Transactions transactions,
            ProfileRuns runs,
            WorkQueue work,
            Duration freshFor,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.runs = runs;
        this.work = work;
        this.freshFor = freshFor;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param force also where the last run is young or goes on: what changed since it began is
    ///   wanted
    public Outcome request(boolean force) {
        return force ? open() : transactions.call(this::unlessFresh);
    }

    /// By the clock: whether the last run is young or not, but not beside one that goes on.
    public Outcome repeat() {
        return transactions.call(() ->
                runs.running()
                        .<Outcome>map(running -> new Outcome.UnderWay(running.id()))
                        .orElseGet(this::open));
    }

    private Outcome unlessFresh() {
        var now = clock.instant();
        var done = runs.newestDone().filter(run -> run.startedAt().plus(freshFor).isAfter(now));
        return done.<Outcome>map(run -> new Outcome.Fresh(run.id())).orElseGet(this::repeat);
    }

    private Outcome open() {
        return transactions.call(() -> {
            var id = ids.next();
            return switch (runs.open(id, clock.instant())) {
                case ProfileRuns.Opening.Opened() -> {
                    work.submit(WorkQueue.Kind.REFRESH, id, WorkQueue.Priority.NORMAL);
                    yield new Outcome.Initiated(id);
                }
                case ProfileRuns.Opening.Waiting(var waiting) -> new Outcome.UnderWay(waiting);
            };
        });
    }

    /// Does it. Throws where another one goes on, so that it is tried again later; what goes wrong
    /// fails the run, since the next one comes by itself.
    public void run(UUID id) {
        switch (build(id)) {
            case ProfileRuns.Build.Built(ProfileRun.Done done) ->
                    LOG.log(
                            Level.INFO,
                            "the profiles of {0} customers were refreshed in {1}",
                            done.customers(),
                            Duration.between(done.startedAt(), done.endedAt()));
            case ProfileRuns.Build.Ended() -> {
                // It was done before.
            }
            case ProfileRuns.Build.Busy() ->
                    throw new IllegalStateException("another refresh goes on");
        }
    }

    private ProfileRuns.Build build(UUID id) {
        try {
            return runs.build(id);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the profiles of customers could not be refreshed", e);
            runs.fail(id, clock.instant(), "the database failed, see the log");
            return new ProfileRuns.Build.Ended();
        }
    }

    public void giveUp(UUID id) {
        runs.fail(id, clock.instant(), "another refresh went on for too long");
    }
}
