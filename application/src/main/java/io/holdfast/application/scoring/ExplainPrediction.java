package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModels;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.Reason;
import io.holdfast.domain.scoring.ScoringQueries;
import java.util.List;
import java.util.UUID;

/// Explains an answer that was given, by the version that gave it.
public final class ExplainPrediction {

    public sealed interface Outcome {
        /// @param reasons all features that moved the score, strongest first
        record Explained(
                Prediction prediction,
                ModelVersion version,
                FeatureContract contract,
                Explanation explanation,
                List<Reason> reasons)
                implements Outcome {}

        record UnknownPrediction(UUID id) implements Outcome {}

        /// The version that answered can no longer be loaded.
        record VersionGone(String contractName, int version) implements Outcome {}
    }

    private final ScoringQueries predictions;
    private final ServedModels models;

    public ExplainPrediction(ScoringQueries predictions, ServedModels models) {
        this.predictions = predictions;
        this.models = models;
    }

    public Outcome explain(UUID id) {
        var found = predictions.prediction(id);
        if (found.isEmpty()) {
            return new Outcome.UnknownPrediction(id);
        }
        var prediction = found.get();
        var name = prediction.contract().name();
        var version = models.version(name, prediction.modelVersion());
        if (version.isEmpty()) {
            return new Outcome.VersionGone(name, prediction.modelVersion());
        }
        var served = version.get();
        var explanation = served.model().explain(prediction.features().toArray());
        return new Outcome.Explained(
                prediction,
                served.version(),
                served.contract(),
                explanation,
                Reason.of(served.contract(), prediction.features(), explanation));
    }
}
