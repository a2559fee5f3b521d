package io.holdfast.domain.models;

import java.util.Arrays;
import java.util.List;

/// How well one feature alone tells the label, as the area under the ROC curve in the better
/// direction: 0.5 for not at all, 1 for perfectly. Measured on the rows it is judged by, so good
/// enough to mention a column, not to refuse it.
final class Separation {

    /// From here on a column is mentioned.
    static final double NEARLY_PERFECT = 0.98;

    private Separation() {}

    /// @param values encoded by the feature; NaN for missing
    static double of(Feature feature, double[] values, boolean[] positive) {
        return switch (feature) {
            case Feature.Numeric _ ->
                    Math.max(ofNumbers(values, positive), ofGroups(present(values), 2, positive));
            case Feature.Categorical(_, List<String> categories, _, _) ->
                    ofGroups(values, categories.size(), positive);
            case Feature.Flag _ -> ofGroups(values, 2, positive);
        };
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).map(value -> Double.isNaN(value) ? 0 : 1).toArray();
    }

    /// Among the rows that have a number, if they are at least half.
    private static double ofNumbers(double[] values, boolean[] positive) {
        long present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
        if (2 * present < values.length) {
            return 0.5;
        }
        double auc = auc(values, positive);
        return Math.max(auc, 1 - auc);
    }

    /// By the share of positives in each group; missing is a group too.
    private static double ofGroups(double[] groups, int count, boolean[] positive) {
        var rows = new double[count + 1];
        var positives = new double[count + 1];
        for (int i = 0; i < groups.length; i++) {
            int group = Double.isNaN(groups[i]) ? count : (int) groups[i];
            rows[group]++;
            positives[group] += positive[i] ? 1 : 0;
        }
        var shares = new double[groups.length];
        for (int i = 0; i < groups.length; i++) {
            int group = Double.isNaN(groups[i]) ? count : (int) groups[i];
            shares[i] = positives[group] / rows[group];
        }
        return auc(shares, positive);
    }

    /// The share of pairs of a positive and a negative in which the positive has the greater score;
    /// a tie counts half. Rows without a score are left out.
    private static double auc(double[] scores, boolean[] positive) {
        var above = sorted(scores, positive, true);
        var below = sorted(scores, positive, false);
        if (above.length == 0 || below.length == 0) {
            return 0.5;
        }
        double won = 0;
        int less = 0;
        int notGreater = 0;
        for (double score : above) {
            while (less < below.length && below[less] < score) {
                less++;
            }
            while (notGreater < below.length && below[notGreater] <= score) {
                notGreater++;
            }
            won += (less + notGreater) / 2.0;
        }
        return won / above.length / below.length;
    }

    private static double[] sorted(double[] scores, boolean[] positive, boolean wanted) {
        var chosen = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i] == wanted && !Double.isNaN(scores[i])) {
                chosen[count++] = scores[i];
            }
        }
        var values = Arrays.copyOf(chosen, count);
        Arrays.sort(values);
        return values;
    }
}
