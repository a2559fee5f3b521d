package io.holdfast.adapters.ml.measures;

import io.holdfast.adapters.ml.compiled.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fits Platt's curve and an isotonic one to raw scores of rows that were not trained on, and keeps
/// the one with the lower log loss when each group of rows is judged by a curve fitted to the other
/// groups.
public final class CalibrationFit {

    private CalibrationFit() {}

    /// Raw scores of one group of rows, with their labels.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Group(double[] raw, boolean[] positive) {}

    public static Calibration choose(List<Group> groups) {
        double platt = 0;
        double isotonic = 0;
        for (int g = 0; g < groups.size(); g++) {
            var others = new ArrayList<>(groups);
            var judged = others.remove(g);
            var rest = join(others);
            platt += loss(PlattScaling.fit(rest.raw(), rest.positive()), judged);
            isotonic += loss(IsotonicRegression.fit(rest.raw(), rest.positive()), judged);
        }
        var all = join(groups);
        return isotonic < platt
                ? IsotonicRegression.fit(all.raw(), all.positive())
                : PlattScaling.fit(all.raw(), all.positive());
    }

    /// Mean log loss after Platt's curve, fitted to the same rows: how good a score is apart from
    /// its scale.
    public static double lossAfterPlatt(List<Group> groups) {
        var all = join(groups);
        return loss(PlattScaling.fit(all.raw(), all.positive()), all) / all.raw().length;
    }

    private static Group join(List<Group> groups) {
        int size = groups.stream().mapToInt(group -> group.raw().length).sum();
        var raw = new double[size];
        var positive = new boolean[size];
        int at = 0;
        for (var group : groups) {
            System.arraycopy(group.raw(), 0, raw, at, group.raw().length);
            System.arraycopy(group.positive(), 0, positive, at, group.raw().length);
            at += group.raw().length;
        }
        return new Group(raw, positive);
    }

    private static double loss(Calibration calibration, Group group) {
        var probability = Arrays.stream(group.raw()).map(calibration::probability).toArray();
        return Figures.logLoss(probability, group.positive()) * probability.length;
    }
}
