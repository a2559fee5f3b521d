package io.holdfast.adapters.ml.measures;

import io.holdfast.adapters.ml.compiled.Calibration;
import java.util.Arrays;

/// Fits a rising step function by pooling adjacent violators, then joins the mean scores of its
/// blocks by straight lines in log-odds.
///
/// A block's share of positives is pulled towards the overall share by one row's weight: a block
/// without a single positive would otherwise promise a probability of 0.
final class IsotonicRegression {

    private IsotonicRegression() {}

    public static Calibration.Isotonic fit(double[] raw, boolean[] positive) {
        var order = Figures.ascending(raw);
        int n = order.length;
        var rows = new double[n];
        var positives = new double[n];
        var scores = new double[n];
        int blocks = 0;
        double total = 0;
        for (int from = 0; from < n; ) {
            int to = from;
            double found = 0;
            while (to < n && raw[order[to]] == raw[order[from]]) {
                found += positive[order[to]] ? 1 : 0;
                to++;
            }
            rows[blocks] = to - from;
            positives[blocks] = found;
            scores[blocks] = raw[order[from]] * (to - from);
            blocks++;
            total += found;
            while (blocks > 1
                    && positives[blocks - 2] * rows[blocks - 1]
                            >= positives[blocks - 1] * rows[blocks - 2]) {
                rows[blocks - 2] += rows[blocks - 1];
                positives[blocks - 2] += positives[blocks - 1];
                scores[blocks - 2] += scores[blocks - 1];
                blocks--;
            }
            from = to;
        }
        return curve(rows, positives, scores, blocks, total / n);
    }

    private static Calibration.Isotonic curve(
            double[] rows, double[] positives, double[] scores, int blocks, double prior) {
        var x = new double[blocks];
        var y = new double[blocks];
        int kept = 0;
        double highest = -Calibration.MAX_LOG_ODDS;
        for (int i = 0; i < blocks; i++) {
            double share = (positives[i] + prior) / (rows[i] + 1);
            double logOdds = Calibration.clip(Math.log(share / (1 - share)));
            highest = Math.max(highest, logOdds);
            double score = scores[i] / rows[i];
            if (kept > 0 && !(x[kept - 1] < score)) {
                continue; // means that rounding has brought together
            }
            x[kept] = score;
            y[kept] = highest;
            kept++;
        }
        return new Calibration.Isotonic(Arrays.copyOf(x, kept), Arrays.copyOf(y, kept));
    }
}
