package io.holdfast.domain.models;

/// A number within [0, 1].
public record Probability(double value) implements Comparable<Probability> {

    public Probability {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a probability lies within 0 and 1: " + value);
        }
    }

    @Override
    public int compareTo(Probability other) {
        return Double.compare(value, other.value);
    }
}
