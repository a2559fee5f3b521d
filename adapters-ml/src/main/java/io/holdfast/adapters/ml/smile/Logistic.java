package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.Calibration;
import io.holdfast.adapters.ml.compiled.RawModel;
import io.holdfast.adapters.ml.compiled.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smile.classification.LogisticRegression;

/// Logistic regression with an L2 penalty; the variants are penalties.
record Logistic(int hinges, List<Double> penalties) implements Recipe {

    private static final double TOLERANCE = 1e-5;
    private static final int MAX_ITERATIONS = 300;

    @Override
    public int variants() {
        return penalties.size();
    }

    @Override
    public double effort() {
        return 20.0 * penalties.size();
    }

    @Override
    public String settings(int variant) {
        return "%d hinges per number, penalty %s".formatted(hinges, penalties.get(variant));
    }

    @Override
    public Fit fit(Rows rows, long seed, Stop stop) {
        var design = new LinearDesign(rows, hinges);
        var matrix = design.matrix(rows.x());
        var label = new int[rows.size()];
        Arrays.setAll(label, i -> rows.positive()[i] ? 1 : 0);
        var models = new ArrayList<LogisticRegression.Binomial>();
        for (double penalty : penalties) {
            stop.check();
            models.add(
                    LogisticRegression.binomial(
                            matrix,
                            label,
                            new LogisticRegression.Options(penalty, TOLERANCE, MAX_ITERATIONS)));
        }
        return new Fitted(rows, design, models);
    }

    private record Fitted(Rows rows, LinearDesign design, List<LogisticRegression.Binomial> models)
            implements Fit {

        @Override
        public double[][] raw(double[][] x) {
            var raw = new double[models.size()][x.length];
            for (int v = 0; v < raw.length; v++) {
                var model = compile(v);
                Arrays.setAll(raw[v], i -> model.raw(x[i]));
            }
            return raw;
        }

        @Override
        public RawModel compile(int variant) {
            var weights = models.get(variant).coefficients();
            return new RawModel(
                    weights[design.width()],
                    design.shapes(weights, rows.x()),
                    new TreeEnsemble(List.of()));
        }

        @Override
        public double[] smileProbability(int variant) {
            var matrix = design.matrix(rows.x());
            return Arrays.stream(matrix).mapToDouble(models.get(variant)::score).toArray();
        }

        @Override
        public double probability(double raw) {
            return Calibration.sigmoid(raw);
        }
    }
}
