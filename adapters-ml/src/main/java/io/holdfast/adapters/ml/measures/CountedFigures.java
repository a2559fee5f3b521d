package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.Metrics;

/// The figures of `Figures` for rows that count any number of times, in one pass: what depends on a
/// row alone is computed once, and the rows are sorted once.
final class CountedFigures {

    private final double[] probability;
    private final boolean[] positive;
    private final double[] loss;
    private final double[] squaredError;
    private final int[] bin;
    private final boolean[] right;

    CountedFigures(double[] probability, boolean[] positive, double threshold) {
        int n = probability.length;
        var order = Figures.ascending(probability);
        this.probability = new double[n];
        this.positive = new boolean[n];
        this.loss = new double[n];
        this.squaredError = new double[n];
        this.bin = new int[n];
        this.right = new boolean[n];
        for (int i = 0; i < n; i++) {
            double p = probability[order[i]];
            boolean yes = positive[order[i]];
            this.probability[i] = p;
            this.positive[i] = yes;
            this.loss[i] = -Math.log(yes ? p : 1 - p);
            this.squaredError[i] = (p - (yes ? 1 : 0)) * (p - (yes ? 1 : 0));
            this.bin[i] = Figures.binOf(p);
            this.right[i] = p >= threshold == yes;
        }
    }

    int size() {
        return probability.length;
    }

    /// Whether the rows are of one class only; ranks mean nothing then.
    boolean isOneClass(int[] counts) {
        long positives = 0;
        long rows = 0;
        for (int i = 0; i < counts.length; i++) {
            rows += counts[i];
            positives += positive[i] ? counts[i] : 0;
        }
        return positives == 0 || positives == rows;
    }

    /// @param counts how often each row counts, by rising probability; both classes must occur
    Metrics of(int[] counts) {
        double rows = 0;
        double losses = 0;
        double errors = 0;
        double rights = 0;
        var excess = new double[Figures.CALIBRATION_BINS];
        // from the top: positives and negatives so far, and those of the present tie
        double found = 0;
        double alarms = 0;
        double tiedPositives = 0;
        double tiedNegatives = 0;
        double lostPairs = 0;
        double precisions = 0;
        for (int i = counts.length - 1; i >= 0; i--) {
            int count = counts[i];
            if (count > 0) {
                rows += count;
                losses += count * loss[i];
                errors += count * squaredError[i];
                rights += right[i] ? count : 0;
                excess[bin[i]] += count * (probability[i] - (positive[i] ? 1 : 0));
                tiedPositives += positive[i] ? count : 0;
                tiedNegatives += positive[i] ? 0 : count;
            }
            if (i == 0 || probability[i - 1] != probability[i]) {
                lostPairs += tiedPositives * (alarms + tiedNegatives / 2);
                found += tiedPositives;
                alarms += tiedNegatives;
                precisions += tiedPositives > 0 ? tiedPositives * found / (found + alarms) : 0;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        double gap = 0;
        for (double each : excess) {
            gap += Math.abs(each);
        }
        return new Metrics(
                1 - lostPairs / (found * alarms),
                precisions / found,
                losses / rows,
                errors / rows,
                gap / rows,
                rights / rows);
    }
}
