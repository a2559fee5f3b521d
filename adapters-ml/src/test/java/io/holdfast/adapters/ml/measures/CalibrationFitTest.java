package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.adapters.ml.compiled.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {

    @Test
    void finds_the_curve_that_the_labels_were_drawn_from() {
        var group = draw(40_000, raw -> Calibration.sigmoid(1.7 * raw - 0.4));

        var platt = PlattScaling.fit(group.raw(), group.positive());

        assertThat(platt.slope()).isCloseTo(1.7, within(0.06));
        assertThat(platt.offset()).isCloseTo(-0.4, within(0.05));
    }

    @Test
    void stays_finite_where_a_score_parts_the_classes() {
        var raw = new double[] {-2, -1, 1, 2};
        var positive = new boolean[] {false, false, true, true};

        var platt = PlattScaling.fit(raw, positive);

        assertThat(platt.slope()).isFinite().isPositive();
        assertThat(platt.probability(2)).isLessThan(1);
    }

    @Test
    void answers_the_base_rate_where_all_scores_are_equal() {
        var raw = new double[] {3, 3, 3, 3};
        var positive = new boolean[] {true, false, false, false};

        for (var calibration :
                List.of(PlattScaling.fit(raw, positive), IsotonicRegression.fit(raw, positive))) {
            assertThat(calibration.probability(3)).isBetween(0.2, 0.4);
        }
    }

    @Test
    void pools_neighbours_that_fall() {
        var raw = new double[] {1, 2, 3, 4};
        var positive = new boolean[] {false, true, false, true};

        var isotonic = IsotonicRegression.fit(raw, positive);

        // blocks of {1}, {2, 3} and {4}, drawn to the base rate of 0.5 by one row
        assertThat(isotonic.probability(1)).isCloseTo(0.25, within(1e-12));
        assertThat(isotonic.probability(2.5)).isCloseTo(0.5, within(1e-12));
        assertThat(isotonic.probability(4)).isCloseTo(0.75, within(1e-12));
        assertThat(isotonic.probability(-100)).isCloseTo(0.25, within(1e-12));
        assertThat(isotonic.probability(100)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void never_falls_as_the_score_rises() {
        var group = draw(2_000, _ -> 0.3);

        var isotonic = IsotonicRegression.fit(group.raw(), group.positive());

        double last = 0;
        for (double raw = -4; raw < 4; raw += 0.01) {
            double now = isotonic.probability(raw);
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void prefers_platt_for_a_sigmoid_and_isotonic_for_a_step() {
        assertThat(choice(raw -> Calibration.sigmoid(raw))).isInstanceOf(Calibration.Platt.class);
        assertThat(choice(raw -> raw < 0.5 ? 0.1 : 0.6)).isInstanceOf(Calibration.Isotonic.class);
    }

    private static Calibration choice(DoubleUnaryOperator truth) {
        var all = draw(6_000, truth);
        var groups = new ArrayList<CalibrationFit.Group>();
        for (int from = 0; from < 6_000; from += 2_000) {
            groups.add(
                    new CalibrationFit.Group(
                            Arrays.copyOfRange(all.raw(), from, from + 2_000),
                            Arrays.copyOfRange(all.positive(), from, from + 2_000)));
        }
        return CalibrationFit.choose(groups);
    }

    private static CalibrationFit.Group draw(int rows, DoubleUnaryOperator truth) {
        var random = new SplittableRandom(3);
        var raw = new double[rows];
        var positive = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            raw[i] = random.nextGaussian();
            positive[i] = random.nextDouble() < truth.applyAsDouble(raw[i]);
        }
        return new CalibrationFit.Group(raw, positive);
    }
}
