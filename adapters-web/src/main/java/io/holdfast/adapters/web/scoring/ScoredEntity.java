package io.holdfast.adapters.web.scoring;

import io.holdfast.application.models.ServedModel;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.domain.scoring.Prediction;
import java.util.List;

/// A prediction and the model that made it, in the terms that the views share.
record ScoredEntity(ServedModel model, Prediction prediction) {

    static ScoredEntity of(ServedRollout rollout, Prediction prediction) {
        return new ScoredEntity(rollout.answering(prediction.modelVersion()), prediction);
    }

    double probability() {
        return prediction.probability().value();
    }

    /// The probability of the likelier of the two answers: 0.5 to 1.
    double confidence() {
        return Math.max(probability(), 1 - probability());
    }

    List<String> advice() {
        var contract = model.contract();
        return contract.advice().of(contract, prediction.features(), prediction.riskLevel());
    }

    /// One text of the advice, or an empty one where the contract has no more to say.
    String advice(int index) {
        var advice = advice();
        return index < advice.size() ? advice.get(index) : "";
    }

    /// Such as `rfm v1 (gradient boosting)`.
    String modelUsed() {
        var version = model.version();
        return "%s %s (%s)"
                .formatted(version.contract().name(), version.label(), version.algorithm());
    }

    String timestamp() {
        return prediction.at().toString();
    }
}
