package io.holdfast.application.models;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.models.TrainingJobs;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Asks for a training in the background, and takes it back.
public final class RequestTraining {

    /// Jobs that may wait or run at once.
    public static final int MAX_OPEN = 20;

    /// @param source the newest dataset of a contract or a certain one; a table that is not kept
    ///   cannot be trained on later
    public record Command(Chosen source, ModelTrainer.Plan plan, String by) {}

    public sealed interface Chosen {
        record Latest(String contractName) implements Chosen {}

        record Stored(UUID dataset) implements Chosen {}
    }

    public sealed interface Outcome {
        record Queued(TrainingJob job) implements Outcome {}

        record NoDataset() implements Outcome {}

        /// As many jobs wait as may.
        record TooMany() implements Outcome {}
    }

    public sealed interface Cancelled {
        record Done(TrainingJob job) implements Cancelled {}

        record UnknownJob(UUID id) implements Cancelled {}

        /// It was over before; nothing changed.
        record Over(TrainingJob job) implements Cancelled {}
    }

    private final Transactions transactions;
    private final Datasets datasets;
    private final TrainingJobs jobs;
    private final WorkQueue work;
    private final IdSource ids;
    private final InstantSource clock;

    public RequestTraining(
            Transactions transactions,
            Datasets datasets,
            TrainingJobs jobs,
            WorkQueue work,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.datasets = datasets;
        this.jobs = jobs;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome request(Command command) {
        return dataset(command.source())
                .map(dataset -> request(command, dataset))
                .orElseGet(Outcome.NoDataset::new);
    }

    private Optional<Dataset> dataset(Chosen source) {
        return switch (source) {
            case Chosen.Latest(var contractName) -> datasets.latest(contractName);
            case Chosen.Stored(var id) -> datasets.find(id);
        };
    }

    private Outcome request(Command command, Dataset dataset) {
        return transactions.call(() -> {
            var job =
                    new TrainingJob(
                            ids.next(),
                            dataset.contract().name(),
                            dataset.id(),
                            command.plan(),
                            command.by(),
                            clock.instant(),
                            new TrainingJob.State.Queued());
            if (!jobs.add(job, MAX_OPEN)) {
                return new Outcome.TooMany();
            }
            work.submit(WorkQueue.Kind.TRAINING, job.id(), WorkQueue.Priority.NORMAL);
            return new Outcome.Queued(job);
        });
    }

    /// The node that trains notices at its next step and stops.
    public Cancelled cancel(UUID id) {
        var found = jobs.find(id);
        if (found.isEmpty()) {
            return new Cancelled.UnknownJob(id);
        }
        var cancelled = found.get().in(new TrainingJob.State.Cancelled(clock.instant()));
        return jobs.update(cancelled)
                ? new Cancelled.Done(cancelled)
                : new Cancelled.Over(jobs.find(id).orElseThrow());
    }
}
