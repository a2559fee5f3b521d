package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.scoring.Prediction;

/// A prediction with its features as they go into the database. Made by the caller, so that the one
/// writer has little left to do.
///
/// @param features a JSON array of the encoded values in the contract's order, null for `NaN`
record PredictionRow(Prediction prediction, String features) {

    static PredictionRow from(Prediction prediction) {
        return new PredictionRow(prediction, json(prediction.features()));
    }

    static String json(FeatureVector vector) {
        var text = new StringBuilder(vector.size() * 6 + 2).append('[');
        for (int i = 0; i < vector.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            double value = vector.at(i);
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("a feature is infinite");
            }
            if (Double.isNaN(value)) {
                text.append("null");
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                text.append((long) value);
            } else {
                text.append(value);
            }
        }
        return text.append(']').toString();
    }
}
