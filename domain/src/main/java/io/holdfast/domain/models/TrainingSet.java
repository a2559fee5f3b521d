package io.holdfast.domain.models;

import java.util.List;

/// What a trainer learns from: rows in a fixed order, each with its features and its label.
///
/// @param sha256 hex digest of the data it was made of; goes into the model card
public record TrainingSet(FeatureContract contract, List<Row> rows, String sha256) {

    public record Row(String entity, FeatureVector features, boolean positive) {}

    public TrainingSet {
        rows = List.copyOf(rows);
        for (var row : rows) {
            if (row.features().size() != contract.features().size()) {
                throw new IllegalArgumentException("a row does not fit contract " + contract.id());
            }
        }
    }

    public int positives() {
        return (int) rows.stream().filter(Row::positive).count();
    }
}
