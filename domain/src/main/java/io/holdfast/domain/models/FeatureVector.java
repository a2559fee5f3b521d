package io.holdfast.domain.models;

import java.util.Arrays;

/// The features of one entity in the order of the contract, checked and encoded. Immutable: the
/// array never leaves except as a copy.
public final class FeatureVector {

    private final double[] values;

    FeatureVector(double[] values) {
        this.values = values;
    }

    /// From encoded values, which are copied; for rows that a contract has already read.
    public static FeatureVector of(double... encoded) {
        return new FeatureVector(encoded.clone());
    }

    public int size() {
        return values.length;
    }

    public double at(int feature) {
        return values[feature];
    }

    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
