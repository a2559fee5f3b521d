package io.holdfast.domain.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a trainer learns from: rows in a fixed order, each with its features and its label.
///
/// @param sha256 hex digest of the data it was made of; goes into the model card
public record TrainingSet(FeatureContract contract, List<Row> rows, String sha256) {

    /// When a row was true.
    public sealed interface Moment {
        record Untimed() implements Moment {}

        record At(Instant instant) implements Moment {}
    }

    public record Row(String entity, FeatureVector features, boolean positive, Moment moment) {

        /// Without a time.
        public Row(String entity, FeatureVector features, boolean positive) {
            this(entity, features, positive, new Moment.Untimed());
        }
    }

    public TrainingSet {
        rows = List.copyOf(rows);
        for (var row : rows) {
            if (row.features().size() != contract.features().size()) {
                throw new IllegalArgumentException("a row does not fit contract " + contract.id());
            }
            if (row.moment() instanceof Moment.At != isTimed(contract)) {
                throw new IllegalArgumentException(
                        "either all rows have a time or none, as the contract says");
            }
        }
    }

    private static boolean isTimed(FeatureContract contract) {
        return contract.label().time() instanceof TimeColumn.Column;
    }

    /// The time of each row; empty where rows have none.
    public List<Instant> times() {
        var times = new ArrayList<Instant>();
        for (var row : rows) {
            if (row.moment() instanceof Moment.At(var instant)) {
                times.add(instant);
            }
        }
        return List.copyOf(times);
    }

    public int positives() {
        return (int) rows.stream().filter(Row::positive).count();
    }
}
