package io.holdfast.application.models;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.rollout.ArmQueries;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.ExperimentResult;
import io.holdfast.domain.models.rollout.Experiments;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.models.rollout.SampleRatioTest;
import io.holdfast.domain.models.rollout.Steering;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Starts, shows and ends experiments. While one runs, its shares are the contract's rollout.
public final class RunExperiments {

    /// @param arms the champion first; shares add up to 1
    public record Start(
            String name,
            String contractName,
            List<Rollout.Arm> arms,
            Experiment.Target target,
            Duration duration,
            String by) {}

    public sealed interface Started {
        record Running(Experiment experiment) implements Started {}

        record UnknownContract(String name) implements Started {}

        record NoRollout(String contractName) implements Started {}

        record Unfit(List<String> reasons) implements Started {}

        record Conflict() implements Started {}
    }

    public sealed interface Ended {
        record Done(ExperimentResult result) implements Ended {}

        record UnknownExperiment(UUID id) implements Ended {}

        /// It was over before.
        record Over(Experiment experiment) implements Ended {}

        record Conflict() implements Ended {}
    }

    private static final System.Logger LOG = System.getLogger(RunExperiments.class.getName());
    private static final String TIME_IS_UP = "its time is up";
    private static final String TAKEN = "the rollout was changed by other means";
    private static final int RUNNING_MAX = 1_000;

    /// Undoes the transaction in which the rollout could not be changed.
    private static final class NotChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ChangeRollout.Outcome outcome;

        NotChanged(ChangeRollout.Outcome outcome) {
            this.outcome = outcome;
        }
    }

    private final Transactions transactions;
    private final Experiments experiments;
    private final Rollouts rollouts;
    private final ArmQueries figures;
    private final SampleRatioTest sampleRatio;
    private final ChangeRollout changeRollout;
    private final IdSource ids;
    private final InstantSource clock;

    public RunExperiments(
            Transactions transactions,
            Experiments experiments,
            Rollouts rollouts,
            ArmQueries figures,
            SampleRatioTest sampleRatio,
            ChangeRollout changeRollout,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.experiments = experiments;
        this.rollouts = rollouts;
        this.figures = figures;
        this.sampleRatio = sampleRatio;
        this.changeRollout = changeRollout;
        this.ids = ids;
        this.clock = clock;
    }

    public Started start(Start command) {
        var experiment =
                new Experiment(
                        ids.next(),
                        command.name(),
                        command.contractName(),
                        command.arms(),
                        command.target(),
                        command.duration(),
                        command.by(),
                        clock.instant(),
                        new Experiment.State.Running());
        try {
            transactions.run(() -> {
                experiments.add(experiment);
                change(
                        new ChangeRollout.Command(
                                command.contractName(),
                                new RolloutChange.StartExperiment(command.arms(), experiment.id()),
                                new ChangeRollout.Revision.Any(),
                                command.by(),
                                "experiment " + command.name()));
            });
            return new Started.Running(experiment);
        } catch (NotChanged e) {
            return switch (e.outcome) {
                case ChangeRollout.Outcome.UnknownContract(var name) ->
                        new Started.UnknownContract(name);
                case ChangeRollout.Outcome.NoRollout(var name) -> new Started.NoRollout(name);
                case ChangeRollout.Outcome.Unfit(var reasons) -> new Started.Unfit(reasons);
                case ChangeRollout.Outcome.Conflict(), ChangeRollout.Outcome.Changed _ ->
                        new Started.Conflict();
            };
        }
    }

    private void change(ChangeRollout.Command command) {
        var outcome = changeRollout.change(command);
        if (!(outcome instanceof ChangeRollout.Outcome.Changed)) {
            throw new NotChanged(outcome);
        }
    }

    /// The figures of now, or of its end where it is over.
    public Optional<ExperimentResult> result(UUID id) {
        return experiments.find(id).map(this::result);
    }

    private ExperimentResult result(Experiment experiment) {
        var name = experiment.contractName();
        var window = experiment.window();
        var entities = figures.entities(name, experiment.versions(), window);
        var shares = experiment.arms().stream().map(Rollout.Arm::share).toList();
        return ExperimentResult.of(
                experiment,
                figures.figures(name, experiment.versions(), window),
                entities,
                sampleRatio.pValue(entities, shares));
    }

    /// Everything goes back to the champion.
    public Ended end(UUID id, String by, String reason) {
        var found = experiments.find(id);
        if (found.isEmpty()) {
            return new Ended.UnknownExperiment(id);
        }
        var experiment = found.get();
        if (experiment.state() instanceof Experiment.State.Ended) {
            return new Ended.Over(experiment);
        }
        try {
            transactions.run(() -> {
                if (!experiments.update(experiment.ended(clock.instant(), reason))) {
                    throw new NotChanged(new ChangeRollout.Outcome.Conflict());
                }
                release(experiment, by, reason);
            });
        } catch (NotChanged _) {
            return new Ended.Conflict();
        }
        return new Ended.Done(result(experiment.ended(clock.instant(), reason)));
    }

    /// A rollout that an activation took from the experiment stays as it is.
    private void release(Experiment experiment, String by, String reason) {
        if (holdsRollout(experiment)) {
            var rollout = rollouts.find(experiment.contractName()).orElseThrow();
            change(
                    new ChangeRollout.Command(
                            experiment.contractName(),
                            new RolloutChange.Alone(
                                    rollout.champion(), Deployment.Kind.EXPERIMENT_ENDED),
                            new ChangeRollout.Revision.Exactly(rollout.revision()),
                            by,
                            "experiment " + experiment.name() + ": " + reason));
        }
    }

    /// Ends those whose time is up, and those whose rollout somebody has taken from them. Meant to
    /// be called again and again, on any node.
    public void endOverdue() {
        for (var experiment : experiments.running(RUNNING_MAX)) {
            try {
                endIfOver(experiment);
            } catch (RuntimeException e) {
                // The others must end all the same; this one is looked at again.
                LOG.log(Level.ERROR, "experiment " + experiment.id() + " could not be ended", e);
            }
        }
    }

    private void endIfOver(Experiment experiment) {
        if (!holdsRollout(experiment)) {
            var _ = experiments.update(experiment.ended(clock.instant(), TAKEN));
        } else if (!clock.instant().isBefore(experiment.endsAt())) {
            var _ = end(experiment.id(), experiment.startedBy(), TIME_IS_UP);
        }
    }

    private boolean holdsRollout(Experiment experiment) {
        return rollouts.find(experiment.contractName())
                .map(Rollout::steering)
                .filter(new Steering.Experimenting(experiment.id())::equals)
                .isPresent();
    }
}
