package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.ModelCard;
import java.util.ArrayList;
import java.util.List;

/// What flagging every row from a threshold on comes to, over all thresholds.
public final class Curves {

    private final double[] probability;
    private final boolean[] positive;
    private final int[] order;
    private final int positives;

    public Curves(double[] probability, boolean[] positive) {
        this.probability = probability;
        this.positive = positive;
        this.order = Figures.ascending(probability);
        int count = 0;
        for (boolean yes : positive) {
            count += yes ? 1 : 0;
        }
        this.positives = count;
    }

    /// A point at the end of each run of equal probabilities, from the highest.
    private interface Visitor {
        void at(double threshold, int flagged, int found);
    }

    private void walk(Visitor visitor) {
        int found = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            found += positive[order[i]] ? 1 : 0;
            if (i == 0 || probability[order[i - 1]] != probability[order[i]]) {
                visitor.at(probability[order[i]], order.length - i, found);
            }
        }
    }

    /// From nobody to everybody, thinned evenly along its length to `ModelCard.MAX_CURVE_POINTS`.
    public List<ModelCard.RocPoint> roc() {
        var points = new ArrayList<ModelCard.RocPoint>();
        points.add(new ModelCard.RocPoint(0, 0, 1));
        var steps = new EvenSteps(ModelCard.MAX_CURVE_POINTS - 1);
        double negatives = order.length - positives;
        walk((threshold, flagged, found) -> {
            double hits = (double) found / positives;
            double alarms = (flagged - found) / negatives;
            if (steps.take((hits + alarms) / 2)) {
                points.add(new ModelCard.RocPoint(alarms, hits, threshold));
            }
        });
        return points;
    }

    /// By rising recall, thinned evenly to `ModelCard.MAX_CURVE_POINTS`.
    public List<ModelCard.RecallPoint> precisionRecall() {
        var points = new ArrayList<ModelCard.RecallPoint>();
        var steps = new EvenSteps(ModelCard.MAX_CURVE_POINTS);
        walk((threshold, flagged, found) -> {
            double recall = (double) found / positives;
            if (steps.take(recall)) {
                points.add(new ModelCard.RecallPoint(recall, (double) found / flagged, threshold));
            }
        });
        return points;
    }

    /// At 0.01, 0.02 and so on to 0.99.
    public List<ModelCard.Threshold> thresholds() {
        var thresholds = new ArrayList<ModelCard.Threshold>();
        int from = order.length;
        int found = 0;
        for (int percent = 99; percent >= 1; percent--) {
            double threshold = percent / 100.0;
            while (from > 0 && probability[order[from - 1]] >= threshold) {
                from--;
                found += positive[order[from]] ? 1 : 0;
            }
            thresholds.add(new ModelCard.Threshold(threshold, order.length - from, found));
        }
        return thresholds.reversed();
    }

    /// The bins of the calibration error that have rows.
    public List<ModelCard.CalibrationBin> calibration() {
        var rows = new int[Figures.CALIBRATION_BINS];
        var found = new int[Figures.CALIBRATION_BINS];
        var predicted = new double[Figures.CALIBRATION_BINS];
        for (int i = 0; i < probability.length; i++) {
            int bin = Figures.binOf(probability[i]);
            rows[bin]++;
            found[bin] += positive[i] ? 1 : 0;
            predicted[bin] += probability[i];
        }
        var bins = new ArrayList<ModelCard.CalibrationBin>();
        for (int b = 0; b < rows.length; b++) {
            if (rows[b] > 0) {
                bins.add(
                        new ModelCard.CalibrationBin(
                                (double) b / rows.length,
                                (b + 1.0) / rows.length,
                                rows[b],
                                predicted[b] / rows[b],
                                (double) found[b] / rows[b]));
            }
        }
        return bins;
    }

    /// Takes the first of the rising values in each of equal steps from 0 to 1, and 1 itself.
    private static final class EvenSteps {
        private final int count;
        private int taken;

        EvenSteps(int count) {
            this.count = count;
        }

        boolean take(double value) {
            int step = (int) (value * (count - 1));
            if (step < taken) {
                return false;
            }
            taken = step + 1;
            return true;
        }
    }
}
