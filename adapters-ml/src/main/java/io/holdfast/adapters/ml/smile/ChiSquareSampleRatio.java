package io.holdfast.adapters.ml.smile;

import io.holdfast.domain.models.rollout.SampleRatioTest;
import java.util.List;
import smile.math.special.Gamma;

/// Pearson's chi-square test of counts against shares; the tail of the distribution is Smile's
/// regularised incomplete gamma function.
public final class ChiSquareSampleRatio implements SampleRatioTest {

    @Override
    public double pValue(List<Long> counts, List<Double> shares) {
        if (counts.size() != shares.size()) {
            throw new IllegalArgumentException("as many counts as shares");
        }
        double total = 0;
        double whole = 0;
        int arms = 0;
        for (int i = 0; i < counts.size(); i++) {
            if (shares.get(i) > 0) {
                total += counts.get(i);
                whole += shares.get(i);
                arms++;
            }
        }
        if (arms < 2 || total == 0) {
            return 1;
        }
        double statistic = 0;
        for (int i = 0; i < counts.size(); i++) {
            if (shares.get(i) > 0) {
                double expected = total * shares.get(i) / whole;
                double off = counts.get(i) - expected;
                statistic += off * off / expected;
            }
        }
        return statistic == 0
                ? 1
                : Gamma.regularizedUpperIncompleteGamma((arms - 1) / 2.0, statistic / 2);
    }
}
