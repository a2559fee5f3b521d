package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Finds features that tell the label on their own: most often they were written down after the
/// event.
public final class LeakageGate {

    public static final double MAX_AUC = 0.98;

    /// Values of a number are also looked at as groups of about equal size, so that a tell-tale in
    /// the middle of the range is seen.
    private static final int GROUPS = 20;

    private static final double PRIOR_ROWS = 10;

    private final double[][] rows;
    private final boolean[] positive;
    private final Folds folds;

    public LeakageGate(double[][] rows, boolean[] positive, Folds folds) {
        this.rows = rows;
        this.positive = positive;
        this.folds = folds;
    }

    /// One reason for each feature that gives the label away.
    public List<String> reasons(List<Feature> features) {
        var reasons = new ArrayList<String>();
        for (int f = 0; f < features.size(); f++) {
            double auc = auc(features.get(f), f);
            if (auc > MAX_AUC) {
                reasons.add(
                        String.format(
                                Locale.ROOT,
                                "feature %s alone tells the label (AUC %.3f, the limit is %.2f):"
                                        + " was it recorded after the event?",
                                features.get(f).name(),
                                auc,
                                MAX_AUC));
            }
        }
        return reasons;
    }

    private double auc(Feature feature, int index) {
        var column = Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
        return switch (feature) {
            case Feature.Categorical(_, List<String> categories, _, _) ->
                    byTargetRate(column, categories.size());
            case Feature.Flag _ -> byTargetRate(column, 2);
            case Feature.Numeric _ ->
                    Math.max(byValue(column), byTargetRate(grouped(column), GROUPS));
        };
    }

    /// In either direction, among the rows that have a value.
    private double byValue(double[] column) {
        var present = new double[column.length];
        var labels = new boolean[column.length];
        int n = 0;
        for (int i = 0; i < column.length; i++) {
            if (!Double.isNaN(column[i])) {
                present[n] = column[i];
                labels[n] = positive[i];
                n++;
            }
        }
        if (n < column.length / 2) {
            return 0.5; // the groups judge a value that few rows have
        }
        double auc = Figures.rocAuc(Arrays.copyOf(present, n), Arrays.copyOf(labels, n));
        return Math.max(auc, 1 - auc);
    }

    /// AUC of the category's share of positives in the other folds; missing is a category too.
    private double byTargetRate(double[] column, int categories) {
        int folded = folds.count();
        var rowsOf = new double[categories + 1][folded];
        var positivesOf = new double[categories + 1][folded];
        var allRows = new double[folded];
        var allPositives = new double[folded];
        for (int i = 0; i < column.length; i++) {
            int category = category(column[i], categories);
            int fold = folds.of(i);
            rowsOf[category][fold]++;
            allRows[fold]++;
            if (positive[i]) {
                positivesOf[category][fold]++;
                allPositives[fold]++;
            }
        }
        var rate = new double[column.length];
        for (int i = 0; i < column.length; i++) {
            int category = category(column[i], categories);
            int fold = folds.of(i);
            double base = others(allPositives, fold) / others(allRows, fold);
            rate[i] =
                    (others(positivesOf[category], fold) + PRIOR_ROWS * base)
                            / (others(rowsOf[category], fold) + PRIOR_ROWS);
        }
        return Figures.rocAuc(rate, positive);
    }

    private static int category(double value, int categories) {
        return Double.isNaN(value) ? categories : Math.clamp((int) value, 0, categories - 1);
    }

    private static double others(double[] byFold, int fold) {
        double sum = 0;
        for (int f = 0; f < byFold.length; f++) {
            sum += f == fold ? 0 : byFold[f];
        }
        return sum;
    }

    private static double[] grouped(double[] column) {
        var sorted = Arrays.stream(column).filter(v -> !Double.isNaN(v)).sorted().toArray();
        var grouped = new double[column.length];
        for (int i = 0; i < column.length; i++) {
            if (Double.isNaN(column[i])) {
                grouped[i] = Double.NaN;
            } else {
                int at = firstNotBelow(sorted, column[i]);
                grouped[i] = (double) at * GROUPS / sorted.length;
            }
        }
        return grouped;
    }

    private static int firstNotBelow(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
