package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelCard.CalibrationBin;
import io.holdfast.domain.models.ModelCard.RecallPoint;
import io.holdfast.domain.models.ModelCard.RocPoint;
import io.holdfast.domain.models.ModelCard.Threshold;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurvesTest {

    private static final double[] P = {0.125, 0.5, 0.375, 0.75, 0.5, 0.25};
    private static final boolean[] Y = {false, false, true, true, true, false};

    private final Curves small = new Curves(P, Y);

    @Test
    void goes_from_nobody_to_everybody_by_falling_threshold() {
        double third = 1 / 3.0;

        assertThat(small.roc())
                .containsExactly(
                        new RocPoint(0, 0, 1),
                        new RocPoint(0, third, 0.75),
                        new RocPoint(third, 2 * third, 0.5),
                        new RocPoint(third, 1, 0.375),
                        new RocPoint(2 * third, 1, 0.25),
                        new RocPoint(1, 1, 0.125));
    }

    @Test
    void keeps_one_point_for_each_recall() {
        assertThat(small.precisionRecall())
                .containsExactly(
                        new RecallPoint(1 / 3.0, 1, 0.75),
                        new RecallPoint(2 / 3.0, 2 / 3.0, 0.5),
                        new RecallPoint(1, 0.75, 0.375));
    }

    @Test
    void counts_flagged_and_found_from_each_threshold_on() {
        var thresholds = small.thresholds();

        assertThat(thresholds).hasSize(99);
        assertThat(thresholds.getFirst()).isEqualTo(new Threshold(0.01, 6, 3));
        assertThat(thresholds.get(24)).isEqualTo(new Threshold(0.25, 5, 3));
        assertThat(thresholds.get(25)).isEqualTo(new Threshold(0.26, 4, 3));
        assertThat(thresholds.get(49)).isEqualTo(new Threshold(0.5, 3, 2));
        assertThat(thresholds.get(50)).isEqualTo(new Threshold(0.51, 1, 1));
        assertThat(thresholds.getLast()).isEqualTo(new Threshold(0.99, 0, 0));
    }

    @Test
    void puts_probabilities_into_bins_of_equal_width() {
        var curves =
                new Curves(
                        new double[] {0.5, 0.5625, 0.5625, 0.03125, 1},
                        new boolean[] {true, false, true, false, true});

        assertThat(curves.calibration())
                .containsExactly(
                        new CalibrationBin(0, 0.1, 1, 0.03125, 0),
                        new CalibrationBin(0.5, 0.6, 3, 1.625 / 3, 2 / 3.0),
                        new CalibrationBin(0.9, 1, 1, 1, 1));
    }

    @Test
    void thins_long_curves_evenly_and_keeps_their_ends() {
        var random = new SplittableRandom(1);
        var p = random.doubles(20_000).toArray();
        var y = new boolean[p.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextDouble() < p[i];
        }
        var curves = new Curves(p, y);

        var roc = curves.roc();
        assertThat(roc.size()).isBetween(190, ModelCard.MAX_CURVE_POINTS);
        assertThat(roc.getFirst()).isEqualTo(new RocPoint(0, 0, 1));
        assertThat(roc.getLast().falsePositiveRate()).isEqualTo(1);
        assertThat(roc.getLast().truePositiveRate()).isEqualTo(1);
        for (int i = 1; i < roc.size(); i++) {
            var step = roc.get(i).truePositiveRate() - roc.get(i - 1).truePositiveRate();
            assertThat(step).isBetween(0.0, 0.03);
        }
        var recall = curves.precisionRecall();
        assertThat(recall.size()).isBetween(190, ModelCard.MAX_CURVE_POINTS);
        assertThat(recall).isSortedAccordingTo(Comparator.comparingDouble(RecallPoint::recall));
        assertThat(recall.getLast().recall()).isEqualTo(1);
    }
}
