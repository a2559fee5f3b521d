package io.holdfast.adapters.persistence.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.holdfast.adapters.persistence.PersistenceAdapter.Background;
import io.holdfast.adapters.persistence.PersistenceAdapter.BackgroundSettings;
import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.persistence.PersistenceAdapter.Work;
import io.holdfast.domain.kernel.WorkQueue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/// A scheduler for each kind of work and one for what recurs.
///
/// A table each, too: a scheduler takes whatever it finds in its table, cannot do what it does not
/// know, and deletes that after two weeks.
public final class BackgroundLanes implements Background {

    private static final String RECURRING_TABLE = "scheduled_recurring";

    /// Pulls and the scoring of the base may each keep one busy for minutes; ramps must not wait.
    private static final int RECURRING_THREADS = 4;

    private final List<Scheduler> schedulers;

    private BackgroundLanes(List<Scheduler> schedulers) {
        this.schedulers = schedulers;
    }

    /// @param pool of the schedulers alone: work that holds every other connection must not make
    ///   its node look dead
    public static BackgroundLanes start(
            DataSource pool,
            InstantSource clock,
            Map<WorkQueue.Kind, Work> work,
            List<Recurring> recurring,
            BackgroundSettings settings) {
        return start(pool, clock, work, recurring, settings, Retries.STANDARD);
    }

    static BackgroundLanes start(
            DataSource pool,
            InstantSource clock,
            Map<WorkQueue.Kind, Work> work,
            List<Recurring> recurring,
            BackgroundSettings settings,
            Retries retries) {
        var schedulers = new ArrayList<Scheduler>();
        work.forEach((kind, handlers) ->
                schedulers.add(
                        lane(kind, settings)
                                .scheduler(
                                        pool, clock, WorkTask.of(kind, handlers, retries, clock))));
        schedulers.add(
                new Lane("recurring", RECURRING_TABLE, RECURRING_THREADS, settings.shutdownGrace())
                        .scheduler(
                                pool,
                                clock,
                                recurring.stream().map(BackgroundLanes::task).toList()));
        var lanes = new BackgroundLanes(List.copyOf(schedulers));
        lanes.schedulers.forEach(Scheduler::start);
        return lanes;
    }

    private static Lane lane(WorkQueue.Kind kind, BackgroundSettings settings) {
        int threads =
                switch (kind) {
                    case BATCH -> settings.batchThreads();
                    case TRAINING -> settings.trainingThreads();
                    // One goes on at most, of all nodes together.
                    case REFRESH -> 1;
                    case IMPORT -> settings.importThreads();
                };
        return new Lane(
                JdbcWorkQueue.taskOf(kind),
                JdbcWorkQueue.tableOf(kind),
                threads,
                settings.shutdownGrace());
    }

    private static RecurringTask<Void> task(Recurring recurring) {
        return Tasks.recurring(recurring.name(), FixedDelay.of(recurring.every()))
                .execute((_, _) -> recurring.work().run());
    }

    /// Stops all lanes at once; each takes up to twice its grace.
    @Override
    public void close() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            schedulers.forEach(scheduler -> threads.execute(scheduler::stop));
        }
    }
}
