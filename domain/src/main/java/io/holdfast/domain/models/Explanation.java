package io.holdfast.domain.models;

import java.util.Arrays;

/// What each feature added to a score, in log-odds of the probability the caller saw: `base +
/// sum(values) = ln(p / (1 - p))`. `base` is the model's mean over its training rows.
public final class Explanation {

    private final double base;
    private final double[] values;

    public Explanation(double base, double[] values) {
        this.base = base;
        this.values = values.clone();
    }

    public double base() {
        return base;
    }

    public int size() {
        return values.length;
    }

    /// The contribution of one feature, by its position in the contract.
    public double at(int feature) {
        return values[feature];
    }

    public double[] toArray() {
        return values.clone();
    }

    /// The log-odds of the score.
    public double total() {
        return base + Arrays.stream(values).sum();
    }
}
