package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.CompiledModel;
import java.util.SplittableRandom;

/// How far each feature moves a score: the mean absolute Shapley value in log-odds (Lundberg et
/// al., "From local explanations to global understanding with explainable AI for trees", Nature
/// Machine Intelligence 2, 2020) over a sample of rows.
public final class Importance {

    public static final int MAX_ROWS = 1_000;

    private Importance() {}

    /// @return one value for each feature
    public static double[] of(CompiledModel model, double[][] rows, long seed) {
        var chosen = sample(rows.length, Math.min(rows.length, MAX_ROWS), seed);
        var sums = new double[rows[0].length];
        for (int row : chosen) {
            var explanation = model.explain(rows[row]);
            for (int f = 0; f < sums.length; f++) {
                sums[f] += Math.abs(explanation.at(f));
            }
        }
        for (int f = 0; f < sums.length; f++) {
            sums[f] /= chosen.length;
        }
        return sums;
    }

    /// Distinct positions below `rows`; all of them when as many are wanted.
    static int[] sample(int rows, int wanted, long seed) {
        var random = new SplittableRandom(seed);
        var chosen = new int[wanted];
        int taken = 0;
        for (int row = 0; taken < wanted; row++) {
            // Knuth's selection sampling: each row with the chance that leaves enough for the rest
            if (random.nextInt(rows - row) < wanted - taken) {
                chosen[taken] = row;
                taken++;
            }
        }
        return chosen;
    }
}
