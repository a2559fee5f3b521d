package io.holdfast.application.models;

import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.models.TrainingJobs;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// Carries out a training that was asked for. May be called again for the same job when the node
/// that had begun it died: it then begins anew.
public final class RunTraining {

    private static final System.Logger LOG = System.getLogger(RunTraining.class.getName());

    /// How often progress is stored, and a cancellation noticed.
    private static final Duration STEP = Duration.ofSeconds(1);

    private final TrainingJobs jobs;
    private final TrainModel trainModel;
    private final InstantSource clock;

    public RunTraining(TrainingJobs jobs, TrainModel trainModel, InstantSource clock) {
        this.jobs = jobs;
        this.trainModel = trainModel;
        this.clock = clock;
    }

    public void run(UUID id) {
        jobs.find(id).filter(job -> !job.state().isOver()).ifPresent(this::run);
    }

    private void run(TrainingJob job) {
        var since = clock.instant();
        if (!jobs.update(job.in(new TrainingJob.State.Running(since, "reading the dataset", 0)))) {
            return;
        }
        try {
            var reasons = train(job, new Report(job, since));
            if (!reasons.isEmpty()) {
                var _ = jobs.update(job.in(new TrainingJob.State.Failed(clock.instant(), reasons)));
            }
        } catch (Withdrawn _) {
            LOG.log(Level.INFO, "training {0} was cancelled", job.id());
        } catch (CancellationException | Unavailable e) {
            // The node is stopping, or the database is away: the job is still open, and is begun
            // anew later.
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "training " + job.id() + " broke down", e);
            var broken = List.of("the training broke down; the server's log tells why");
            var _ = jobs.update(job.in(new TrainingJob.State.Failed(clock.instant(), broken)));
        }
    }

    /// Ends a job that could not be carried out after many tries.
    public void giveUp(UUID id) {
        var reasons = List.of("the training was tried many times; the server's log tells why");
        jobs.find(id)
                .map(job -> job.in(new TrainingJob.State.Failed(clock.instant(), reasons)))
                .ifPresent(failed -> {
                    var _ = jobs.update(failed);
                });
    }

    /// @return why there is no version, or nothing where there is one
    private List<String> train(TrainingJob job, Report report) {
        var command =
                new TrainModel.Command(
                        new TrainingSets.Source.Stored(job.dataset()),
                        job.plan(),
                        job.requestedBy());
        return switch (trainModel.train(command, report, made -> succeed(job, made))) {
            case TrainModel.Outcome.Registered _ -> List.of();
            case TrainModel.Outcome.Refused(var reasons) -> reasons;
            case TrainModel.Outcome.Rejected(var violations, var _) ->
                    violations.stream().map(RunTraining::text).toList();
            case TrainModel.Outcome.NoDataset() -> List.of("the dataset is gone");
            case TrainModel.Outcome.UnknownContract(var name) ->
                    List.of("there is no contract " + name);
        };
    }

    private static String text(Violation violation) {
        return violation.pointer() + " " + violation.detail();
    }

    /// In the transaction that registers the version: a job that was cancelled meanwhile leaves
    /// none.
    private void succeed(TrainingJob job, RegisterVersion.Registered made) {
        var succeeded = new TrainingJob.State.Succeeded(clock.instant(), made.version().number());
        if (!jobs.update(job.in(succeeded))) {
            throw new Withdrawn();
        }
    }

    /// Stores how far the work is, and stops it when the job was cancelled.
    private final class Report implements Consumer<ModelTrainer.Progress> {

        private final TrainingJob job;
        private final Instant since;
        private Instant next = Instant.MIN;

        Report(TrainingJob job, Instant since) {
            this.job = job;
            this.since = since;
        }

        @Override
        public void accept(ModelTrainer.Progress progress) {
            var now = clock.instant();
            if (now.isBefore(next)) {
                return;
            }
            next = now.plus(STEP);
            var running = new TrainingJob.State.Running(since, progress.step(), progress.share());
            if (!jobs.update(job.in(running))) {
                throw new Withdrawn();
            }
        }
    }

    /// Somebody cancelled the job.
    private static final class Withdrawn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
