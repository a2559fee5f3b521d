package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final double[] P = {0.1, 0.4, 0.35, 0.8};
    private static final boolean[] Y = {false, false, true, true};

    @Test
    void counts_the_pairs_in_right_order() {
        // of the four pairs only 0.35 against 0.4 is wrong
        assertThat(Figures.rocAuc(P, Y)).isEqualTo(0.75);
    }

    @Test
    void counts_a_tie_as_half_a_pair() {
        assertThat(Figures.rocAuc(new double[] {1, 1, 1}, new boolean[] {true, false, true}))
                .isEqualTo(0.5);
        assertThat(Figures.rocAuc(new double[] {1, 2, 2}, new boolean[] {false, false, true}))
                .isEqualTo(0.75);
    }

    @Test
    void knows_no_order_within_one_class() {
        assertThat(Figures.rocAuc(P, new boolean[4])).isEqualTo(0.5);
        assertThat(Figures.averagePrecision(P, new boolean[4])).isZero();
    }

    @Test
    void averages_precision_over_gained_recall() {
        // 0.8 is right (1/1), 0.4 wrong, 0.35 right (2/3): half of each
        assertThat(Figures.averagePrecision(P, Y)).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void takes_tied_scores_at_once_in_precision() {
        // however the two are ordered, one of two is right
        assertThat(Figures.averagePrecision(new double[] {0.5, 0.5}, new boolean[] {true, false}))
                .isEqualTo(0.5);
        assertThat(Figures.averagePrecision(new double[] {0.5, 0.5}, new boolean[] {false, true}))
                .isEqualTo(0.5);
    }

    @Test
    void takes_log_loss_and_brier_by_their_definitions() {
        double expected = -(Math.log(0.9) + Math.log(0.6) + Math.log(0.35) + Math.log(0.8)) / 4;
        assertThat(Figures.logLoss(P, Y)).isCloseTo(expected, within(1e-12));
        assertThat(Figures.brier(P, Y))
                .isCloseTo((0.01 + 0.16 + 0.65 * 0.65 + 0.04) / 4, within(1e-12));
    }

    @Test
    void weighs_the_gap_of_each_bin_by_its_rows() {
        // bins of 0.1, of 0.35, of 0.4 and of 0.8 with one row each
        assertThat(Figures.calibrationError(P, Y))
                .isCloseTo((0.1 + 0.65 + 0.4 + 0.2) / 4, within(1e-12));
        // two rows in one bin, whose gaps of +0.55 and -0.45 meet
        assertThat(Figures.calibrationError(new double[] {0.55, 0.55}, new boolean[] {false, true}))
                .isCloseTo(0.05, within(1e-12));
        assertThat(Figures.calibrationError(new double[] {1}, new boolean[] {true})).isZero();
    }

    @Test
    void says_yes_from_the_threshold_on() {
        assertThat(Figures.accuracy(P, Y, 0.5)).isEqualTo(0.75);
        assertThat(Figures.accuracy(P, Y, 0.35)).isEqualTo(0.75);
        assertThat(Figures.accuracy(P, Y, 0.8)).isEqualTo(0.75);
        assertThat(Figures.accuracy(P, Y, 0.81)).isEqualTo(0.5);
    }
}
