package io.holdfast.domain.ingestion.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can be wrong with data, each counted for itself. How old data is stands beside them: data
/// that is right does not become wrong by itself.
public enum QualityDimension {
    /// A value is not of its field's type, none of its words, or of a field that does not exist.
    FIELD(1),
    /// A number, day or moment lies outside what its field allows.
    RANGE(1),
    /// Fields of one record contradict each other.
    CONSISTENCY(1),
    /// A value lies far from all others of its field, or a record from all others. It may be true
    /// all the same, so it weighs half and makes no record invalid.
    ANOMALY(0.5),
    /// A value is missing.
    COMPLETENESS(1),
    /// A record has the key of an earlier one.
    UNIQUENESS(1),
    /// A record is about something that is not known.
    INTEGRITY(1);

    private final double weight;

    QualityDimension(double weight) {
        this.weight = weight;
    }

    /// In the mean of all dimensions.
    public double weight() {
        return weight;
    }

    /// As the API and the stored reports spell it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<QualityDimension> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }
}
