package io.holdfast.application.models;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ModelTrainer;
import java.util.List;
import java.util.function.Consumer;

/// Measures what training would make of a dataset, without registering anything.
public final class EvaluateModel {

    public record Command(TrainingSets.Source source, ModelTrainer.Plan plan) {}

    public sealed interface Outcome {
        /// @param candidates out-of-fold figures, best first
        record Measured(int rows, int positives, List<CandidateResult> candidates)
                implements Outcome {}

        record NoDataset() implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        /// The table does not fit its contract. `total` counts all faults; the first are named.
        record Rejected(List<Violation> violations, long total) implements Outcome {}

        record Refused(List<String> reasons) implements Outcome {}
    }

    private final TrainingSets trainingSets;
    private final ModelTrainer trainer;

    public EvaluateModel(TrainingSets trainingSets, ModelTrainer trainer) {
        this.trainingSets = trainingSets;
        this.trainer = trainer;
    }

    public Outcome evaluate(Command command, Consumer<ModelTrainer.Progress> progress) {
        return switch (trainingSets.read(command.source())) {
            case TrainingSets.Outcome.NoDataset() -> new Outcome.NoDataset();
            case TrainingSets.Outcome.UnknownContract(var name) ->
                    new Outcome.UnknownContract(name);
            case TrainingSets.Outcome.Rejected(var violations, var total) ->
                    new Outcome.Rejected(violations, total);
            case TrainingSets.Outcome.Read(var set) ->
                    switch (trainer.evaluate(set, command.plan(), progress)) {
                        case ModelTrainer.Evaluated.Refused(var reasons) ->
                                new Outcome.Refused(reasons);
                        case ModelTrainer.Evaluated.Measured(var candidates) ->
                                new Outcome.Measured(
                                        set.rows().size(), set.positives(), candidates);
                    };
        };
    }
}
