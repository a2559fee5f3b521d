package io.holdfast.application.models;

import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.ModelVersion;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// Trains the next version of a contract's model and registers it. Training happens outside any
/// transaction; a training that fails leaves no version.
public final class TrainModel {

    public record Command(TrainingSets.Source source, ModelTrainer.Plan plan) {}

    public sealed interface Outcome {
        /// @param candidates everything that was compared, best first
        record Registered(ModelVersion version, List<CandidateResult> candidates, ModelCard card)
                implements Outcome {}

        record NoDataset() implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        /// The table does not fit its contract. `total` counts all faults; the first are named.
        record Rejected(List<Violation> violations, long total) implements Outcome {}

        /// The data cannot be learned from honestly; every reason is named.
        record Refused(List<String> reasons) implements Outcome {}
    }

    private final Transactions transactions;
    private final TrainingSets trainingSets;
    private final ModelTrainer trainer;
    private final ModelRegistry registry;
    private final InstantSource clock;

    public TrainModel(
            Transactions transactions,
            TrainingSets trainingSets,
            ModelTrainer trainer,
            ModelRegistry registry,
            InstantSource clock) {
        this.transactions = transactions;
        this.trainingSets = trainingSets;
        this.trainer = trainer;
        this.registry = registry;
        this.clock = clock;
    }

    public Outcome train(Command command, Consumer<ModelTrainer.Progress> progress) {
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
                            var version =
                                    transactions.call(() ->
                                            registry.register(
                                                    set.contract().id(), model, clock.instant()));
                            yield new Outcome.Registered(version, model.candidates(), model.card());
                        }
                    };
        };
    }
}
