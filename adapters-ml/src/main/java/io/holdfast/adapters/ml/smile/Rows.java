package io.holdfast.adapters.ml.smile;

import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.TrainingSet;
import java.util.Arrays;
import java.util.List;

/// Labelled rows as arrays: `x[row][feature]` in the contract's order, `NaN` for a missing value.
///
/// @param entities whose each row is
@SuppressWarnings("ArrayRecordComponent") // never compared
record Rows(List<Feature> features, List<String> entities, double[][] x, boolean[] positive) {

    static Rows of(TrainingSet set) {
        int n = set.rows().size();
        var x = new double[n][];
        var positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            x[i] = set.rows().get(i).features().toArray();
            positive[i] = set.rows().get(i).positive();
        }
        var entities = set.rows().stream().map(TrainingSet.Row::entity).toList();
        return new Rows(set.contract().features(), entities, x, positive);
    }

    int size() {
        return x.length;
    }

    Rows at(int[] indices) {
        var chosen = new double[indices.length][];
        var labels = new boolean[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosen[i] = x[indices[i]];
            labels[i] = positive[indices[i]];
        }
        var whose = Arrays.stream(indices).mapToObj(entities::get).toList();
        return new Rows(features, whose, chosen, labels);
    }

    int positives() {
        int count = 0;
        for (boolean p : positive) {
            count += p ? 1 : 0;
        }
        return count;
    }

    /// How many categories a feature has; 0 for a number. A flag has two.
    int categories(int feature) {
        return switch (features.get(feature)) {
            case Feature.Numeric _ -> 0;
            case Feature.Categorical categorical -> categorical.categories().size();
            case Feature.Flag _ -> 2;
        };
    }

    /// Whether a feature has two different values; missing is a value.
    boolean varies(int feature) {
        double first = x[0][feature];
        for (var row : x) {
            if (Double.compare(row[feature], first) != 0) {
                return true;
            }
        }
        return false;
    }
}
