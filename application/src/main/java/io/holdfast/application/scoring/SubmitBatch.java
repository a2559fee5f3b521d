package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModels;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Takes a batch to be scored in the background. Once it was answered, it is scored whatever
/// happens to this process.
public final class SubmitBatch {

    /// @param name the client's own, or made up
    public record Command(
            String contractName,
            List<Map<String, FieldValue>> entities,
            Name name,
            WorkQueue.Priority priority,
            BatchJob.Webhook webhook,
            boolean detailed,
            String by) {}

    public sealed interface Name {
        record Given(String text) implements Name {}

        record MadeUp() implements Name {}
    }

    public sealed interface Outcome {
        /// @param expectedAt when it may be done, as far as one can tell now
        record Accepted(BatchJob job, Instant expectedAt) implements Outcome {}

        record WrongSize(int size) implements Outcome {}

        record NameTaken(String name) implements Outcome {}

        record NoModel(String contractName) implements Outcome {}

        /// So much waits that this batch would not be done in a sensible time.
        record Overloaded() implements Outcome {}
    }

    /// Entities that may wait when a batch comes: more than half an hour of work at the first
    /// guess.
    public static final long WAITING_MAX = 1_000_000;

    /// How long an entity takes as long as nothing was measured.
    static final Duration FIRST_GUESS = Duration.ofMillis(2);

    /// How long work waits at most until an idle node looks for it.
    static final Duration PICK_UP = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final ServedModels models;
    private final BatchJobs jobs;
    private final WorkQueue work;
    private final IdSource ids;
    private final InstantSource clock;

    public SubmitBatch(
            Transactions transactions,
            ServedModels models,
            BatchJobs jobs,
            WorkQueue work,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.models = models;
        this.jobs = jobs;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome submit(Command command) {
        int size = command.entities().size();
        if (size < 1 || size > BatchJob.MAX_ENTITIES) {
            return new Outcome.WrongSize(size);
        }
        if (models.of(command.contractName()).isEmpty()) {
            return new Outcome.NoModel(command.contractName());
        }
        if (jobs.load().waiting() >= WAITING_MAX) {
            return new Outcome.Overloaded();
        }
        var job = job(command, ids.next());
        return transactions.call(() ->
                switch (jobs.add(job, command.entities())) {
                    case BatchJobs.Added.NameTaken() -> new Outcome.NameTaken(job.name());
                    case BatchJobs.Added.Stored() -> {
                        work.submit(WorkQueue.Kind.BATCH, job.id(), job.priority());
                        yield new Outcome.Accepted(job, expectedEnd(job.submittedAt()));
                    }
                });
    }

    /// After everything that waits, this batch included, at the measured pace. Batches run side by
    /// side and by priority, which is not reckoned with.
    private Instant expectedEnd(Instant now) {
        var load = jobs.load();
        var perEntity = load.perEntity().isZero() ? FIRST_GUESS : load.perEntity();
        return now.plus(PICK_UP).plus(perEntity.multipliedBy(load.waiting()));
    }

    private BatchJob job(Command command, UUID id) {
        return new BatchJob(
                id,
                switch (command.name()) {
                    case Name.Given(var text) -> text;
                    case Name.MadeUp() -> id.toString();
                },
                command.contractName(),
                command.entities().size(),
                command.priority(),
                command.webhook(),
                command.detailed(),
                command.by(),
                clock.instant(),
                new BatchJob.Progress.Queued());
    }
}
