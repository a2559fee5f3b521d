package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What an explanation costs, on the machine at hand: no part of a build.
@EnabledIfSystemProperty(named = "holdfast.measure", matches = "true")
class TreeShapCostTest {

    private static final int FEATURES = 20;
    private static final int ROUNDS = 1_500;
    private static final double MAX_MICROS = 2_000;
    private static final double MAX_SCORES = 100;

    @Test
    void explains_300_full_trees_at_the_price_of_100_scores() {
        var models = new RandomModels(7, FEATURES);
        var trees = new TreeEnsemble(models.trees(300, TreeEnsemble.MAX_DEPTH, 0));
        var shap = new TreeShap(trees);
        var rows = new double[64][];
        Arrays.setAll(rows, _ -> models.row());
        var next = new int[1];

        double score = micros(100, () -> trees.sum(rows[next[0]++ % rows.length]));
        double explanation =
                micros(
                        2,
                        () -> {
                            var phi = new double[FEATURES];
                            shap.addTo(phi, rows[next[0]++ % rows.length]);
                            return phi[0];
                        });

        System.getLogger(TreeShapCostTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "a score %.1f, an explanation %.0f microseconds, %.0f scores"
                                .formatted(score, explanation, explanation / score));
        assertThat(explanation).isLessThan(MAX_MICROS).isLessThan(MAX_SCORES * score);
    }

    /// The best of many rounds, because the machine does other things as well.
    private static double micros(int times, DoubleSupplier work) {
        double best = Double.MAX_VALUE;
        double sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                sink += work.getAsDouble();
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / times);
        }
        assertThat(sink).isFinite();
        return best;
    }
}
