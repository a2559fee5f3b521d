package io.holdfast.domain.models;

import java.util.List;

/// Names for ranges of a probability. Bands are ordered; the first begins at 0, and a band reaches
/// up to (not including) the next one's `from`; the last includes 1.
public record RiskPolicy(List<Band> bands) {

    public record Band(String name, double from) {}

    public RiskPolicy {
        bands = List.copyOf(bands);
        if (bands.isEmpty() || bands.getFirst().from() != 0) {
            throw new IllegalArgumentException("the first band must begin at 0");
        }
        for (int i = 1; i < bands.size(); i++) {
            if (!(bands.get(i).from() > bands.get(i - 1).from() && bands.get(i).from() < 1)) {
                throw new IllegalArgumentException("bands must rise and begin below 1");
            }
        }
    }

    public String levelOf(Probability probability) {
        for (int i = bands.size() - 1; i > 0; i--) {
            if (probability.value() >= bands.get(i).from()) {
                return bands.get(i).name();
            }
        }
        return bands.getFirst().name();
    }
}
