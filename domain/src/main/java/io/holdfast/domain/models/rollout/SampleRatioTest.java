package io.holdfast.domain.models.rollout;

import java.util.List;

/// Tests whether counts were dealt by shares.
@FunctionalInterface
public interface SampleRatioTest {

    /// The p-value of Pearson's chi-square test: how often counts this far from the shares come by
    /// chance, 0 to 1. Arms of share 0 are left out; 1 where fewer than two arms are left or
    /// nothing was counted.
    ///
    /// @param counts at least 0, as many as `shares`
    double pValue(List<Long> counts, List<Double> shares);
}
