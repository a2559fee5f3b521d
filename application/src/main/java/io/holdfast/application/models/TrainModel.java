package io.holdfast.application.models;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.rollout.Rollouts;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// Trains the next version of a contract's model and registers it. Training happens outside any
/// transaction; a training that fails leaves no version.
public final class TrainModel {

    /// @param by who asked for it
    public record Command(TrainingSets.Source source, ModelTrainer.Plan plan, String by) {}

    public sealed interface Outcome {
        /// @param stage what the version is used for now
        /// @param candidates everything that was compared, best first
        record Registered(
                ModelVersion version, Stage stage, List<CandidateResult> candidates, ModelCard card)
                implements Outcome {}

        record NoDataset() implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        /// The table does not fit its contract. `total` counts all faults; the first are named.
        record Rejected(List<Violation> violations, long total) implements Outcome {}

        /// The data cannot be learned from honestly; every reason is named.
        record Refused(List<String> reasons) implements Outcome {}
    }

    private final TrainingSets trainingSets;
    private final ModelTrainer trainer;
    private final RegisterVersion registration;

    public TrainModel(
            Transactions transactions,
            TrainingSets trainingSets,
            ModelTrainer trainer,
            ModelRegistry registry,
            Rollouts rollouts,
            IdSource ids,
            InstantSource clock) {
        this.trainingSets = trainingSets;
        this.trainer = trainer;
        this.registration = new RegisterVersion(transactions, registry, rollouts, ids, clock);
    }

    public Outcome train(Command command, Consumer<ModelTrainer.Progress> progress) {
        return train(command, progress, _ -> {});
    }

    /// @param alongside done in the transaction that registers the version; what it throws undoes
    ///   the registration
    Outcome train(
            Command command,
            Consumer<ModelTrainer.Progress> progress,
            Consumer<RegisterVersion.Registered> alongside) {
        return switch (trainingSets.read(command.source())) {
            case TrainingSets.Outcome.NoDataset() -> new Outcome.NoDataset();
            case TrainingSets.Outcome.UnknownContract(var name) ->
                    new Outcome.UnknownContract(name);
            case TrainingSets.Outcome.Rejected(var violations, var total) ->
                    new Outcome.Rejected(violations, total);
            case TrainingSets.Outcome.Read(var set) ->
                    switch (trainer.train(set, command.plan(), progress)) {
                        case ModelTrainer.Outcome.Refused(var reasons) ->
                                new Outcome.Refused(reasons);
                        case ModelTrainer.Outcome.Trained(var model) -> {
                            var made =
                                    registration.register(
                                            set.contract().id(), model, command.by(), alongside);
                            yield new Outcome.Registered(
                                    made.version(), made.stage(), model.candidates(), model.card());
                        }
                    };
        };
    }
}
