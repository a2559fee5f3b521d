package io.holdfast.adapters.ml.smile;

import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import smile.anomaly.IsolationForest;
import smile.anomaly.IsolationTree;
import smile.math.MathEx;

/// The isolation forest of Liu, Ting and Zhou (2008), with their sample of 256 rows for each tree:
/// what few random cuts set apart is strange.
///
/// Grown tree by tree on this thread: the library grows trees on many threads, whose random numbers
/// differ from run to run.
public final class IsolationForestDetector implements AnomalyDetector {

    /// The share of rows must be below 1, and the rows are rounded from it.
    private static final double ROUNDED_AWAY = 0.25;

    private static final int TREES = 200;
    private static final int ROWS_PER_TREE = 256;
    private static final int CUTS_ALONG_AXES = 0;
    private static final int BY_SAMPLE_SIZE = 0;
    private static final long SEED = 20_080_215L;

    @Override
    public double[] scores(double[][] rows) {
        if (Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]))) {
            return new double[rows.length];
        }
        int drawn = Math.min(ROWS_PER_TREE, rows.length);
        var options =
                new IsolationForest.Options(
                        1, BY_SAMPLE_SIZE, (drawn - ROUNDED_AWAY) / rows.length, CUTS_ALONG_AXES);
        var random = new SplittableRandom(SEED);
        var trees = new ArrayList<IsolationTree>(TREES);
        for (int t = 0; t < TREES; t++) {
            MathEx.setSeed(random.nextLong());
            trees.add(IsolationForest.fit(rows, options).trees()[0]);
        }
        // Depths are held against those of as many rows as each tree has seen.
        var forest =
                new IsolationForest(
                        drawn,
                        rows[0].length,
                        CUTS_ALONG_AXES,
                        trees.toArray(IsolationTree[]::new));
        var scores = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            scores[r] = forest.score(rows[r]);
        }
        return scores;
    }
}
