package io.holdfast.domain.models;

import java.util.List;

/// A number that cannot be less than others say: `feature >= factor * product(of)`. Catches figures
/// that contradict each other, such as total charges below what the months must have cost.
public record Floor(String feature, double factor, List<String> of) {

    public Floor {
        of = List.copyOf(of);
        if (of.isEmpty() || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("a floor has a factor and at least one feature");
        }
    }
}
