package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.Calibration;
import io.holdfast.adapters.ml.compiled.RawModel;
import io.holdfast.domain.models.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import smile.data.Tuple;
import smile.regression.RandomForest;

/// One forest, grown on made-up rows, in Smile's form and in ours: what scoring costs in each can
/// be compared because trees and rows are the same.
public final class TwinForest {

    private static final int FEATURES = 20;
    private static final int DEPTH = 8;
    private static final int ROWS_PER_LEAF = 10;
    private static final double COLUMN_SHARE = 0.35;

    private final RandomForest smile;
    private final RawModel compiled;
    private final Tuple[] tuples;
    private final double[][] x;

    private TwinForest(RandomForest smile, RawModel compiled, Tuple[] tuples, double[][] x) {
        this.smile = smile;
        this.compiled = compiled;
        this.tuples = tuples;
        this.x = x;
    }

    /// The same arguments grow the same forest.
    public static TwinForest grow(int trees, int rows, long seed) {
        var made = madeUp(rows, new SplittableRandom(seed));
        var grown =
                new Forest(trees, DEPTH, ROWS_PER_LEAF, COLUMN_SHARE).fit(made, seed, new Stop());
        var tuples = new Tuple[rows];
        for (int i = 0; i < rows; i++) {
            tuples[i] = grown.frame().frame().get(i);
        }
        return new TwinForest(grown.smile(), grown.compile(0), tuples, made.x());
    }

    private static Rows madeUp(int rows, SplittableRandom random) {
        var features = new ArrayList<Feature>();
        for (int f = 0; f < FEATURES; f++) {
            features.add(number("x" + f));
        }
        var x = new double[rows][FEATURES];
        var positive = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            for (int f = 0; f < FEATURES; f++) {
                x[i][f] = random.nextGaussian();
            }
            double logOdds = x[i][0] - x[i][1] + x[i][2] * x[i][3] + Math.abs(x[i][4]);
            positive[i] = random.nextDouble() < Calibration.sigmoid(logOdds);
        }
        var entities = IntStream.range(0, x.length).mapToObj(String::valueOf).toList();
        return new Rows(List.copyOf(features), entities, x, positive);
    }

    private static Feature number(String name) {
        return new Feature.Numeric(
                name,
                "",
                -Double.MAX_VALUE,
                Double.MAX_VALUE,
                false,
                new Feature.Missing.Refused(),
                new Feature.Missing.Refused());
    }

    /// Smile's own prediction for one row.
    public double smile(int row) {
        return smile.predict(tuples[row]);
    }

    /// Our prediction for the same row.
    public double compiled(int row) {
        return compiled.raw(x[row]);
    }
}
