package io.holdfast.adapters.persistence.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.holdfast.adapters.persistence.PersistenceAdapter.Work;
import io.holdfast.domain.kernel.WorkQueue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.UUID;

/// One kind of work as the scheduler knows it: done until it succeeds or is given up.
final class WorkTask {

    private static final Logger LOG = System.getLogger(WorkTask.class.getName());

    private final String name;
    private final Work work;
    private final Retries retries;
    private final InstantSource clock;

    private WorkTask(String name, Work work, Retries retries, InstantSource clock) {
        this.name = name;
        this.work = work;
        this.retries = retries;
        this.clock = clock;
    }

    static Task<Void> of(WorkQueue.Kind kind, Work work, Retries retries, InstantSource clock) {
        var name = JdbcWorkQueue.taskOf(kind);
        var task = new WorkTask(name, work, retries, clock);
        return Tasks.custom(name, Void.class)
                .onFailure(task::failed)
                .onDeadExecution(task::died)
                .execute(task::execute);
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        var id = UUID.fromString(instance.getId());
        if (retries.exhausted(context.getExecution().consecutiveFailures)) {
            LOG.log(Level.ERROR, "{0} {1} is given up", name, id);
            work.giveUp().accept(id);
            return WorkTask::remove;
        }
        try {
            work.run().accept(id);
            return WorkTask::remove;
        } catch (RuntimeException e) {
            if (!context.getSchedulerState().isShuttingDown()) {
                throw e;
            }
            // No failure of the work: somebody else, or the next start, goes on with it at once.
            // Without the interrupt, which has done its duty, that can be written down.
            var _ = Thread.interrupted();
            LOG.log(Level.INFO, "{0} {1} was interrupted by the stop", name, id);
            return (complete, operations) -> operations.reschedule(complete, clock.instant());
        }
    }

    private static void remove(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        operations.remove();
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        var execution = complete.getExecution();
        int failures = execution.consecutiveFailures;
        var pause = retries.pauseAfter(failures);
        var cause = complete.getCause();
        var text =
                "%s %s failed (%d in a row), again in %s: %s"
                        .formatted(
                                name,
                                execution.getId(),
                                failures + 1,
                                pause,
                                cause.map(Throwable::toString).orElse("?"));
        // The trace is in the log once; the same again every minute would hide the rest.
        if (failures == 0 && cause.isPresent()) {
            LOG.log(Level.WARNING, text, cause.get());
        } else {
            LOG.log(Level.WARNING, text);
        }
        operations.reschedule(complete, clock.instant().plus(pause));
    }

    /// A death counts as a failure: work that takes every node down with it is given up too.
    private void died(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        LOG.log(
                Level.WARNING,
                "the node that did {0} {1} is gone: it is done again",
                name,
                complete.getExecution().getId());
        operations.reschedule(complete, clock.instant());
    }
}
