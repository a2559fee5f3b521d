package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.Metrics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final double[] P = {0.1, 0.4, 0.35, 0.8, 0.4};
    private static final boolean[] Y = {false, false, true, true, true};

    @Test
    void counts_rows_as_if_they_stood_there_as_often() {
        var figures = new CountedFigures(P, Y, 0.5);
        // by rising probability: 0.1 once, 0.35 twice, 0.4 (no) three times, 0.4 (yes) never, 0.8
        var counted = figures.of(new int[] {1, 2, 3, 0, 1});

        var repeated =
                Figures.of(
                        new double[] {0.1, 0.35, 0.35, 0.4, 0.4, 0.4, 0.8},
                        new boolean[] {false, true, true, false, false, false, true},
                        0.5);
        assertClose(counted, repeated);
        assertClose(figures.of(new int[] {1, 1, 1, 1, 1}), Figures.of(P, Y, 0.5));
    }

    @Test
    void counts_many_rows_with_many_ties_alike() {
        var random = new SplittableRandom(3);
        int n = 200;
        var p = random.doubles(n).map(value -> Math.rint(value * 40 + 1) / 42).toArray();
        var y = new boolean[n];
        var once = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.nextDouble() < p[i];
        }
        Arrays.fill(once, 1);

        assertClose(new CountedFigures(p, y, 0.5).of(once), Figures.of(p, y, 0.5));
    }

    @Test
    void takes_percentiles_in_proportion_between_two_values() {
        var sorted = new double[] {10, 20, 30, 40, 50};

        assertThat(Bootstrap.percentile(sorted, 0)).isEqualTo(10);
        assertThat(Bootstrap.percentile(sorted, 0.5)).isEqualTo(30);
        assertThat(Bootstrap.percentile(sorted, 0.025)).isCloseTo(11, within(1e-12));
        assertThat(Bootstrap.percentile(sorted, 1)).isEqualTo(50);
        assertThat(Bootstrap.percentile(new double[] {7}, 0.975)).isEqualTo(7);
    }

    /// The accuracy of 400 rows of which 300 are right is binomial: 0.75 +- 1.96 * 0.02165.
    @Test
    void comes_to_the_interval_that_is_known_for_a_share() {
        var p = new double[400];
        var y = new boolean[400];
        for (int i = 0; i < p.length; i++) {
            y[i] = i % 2 == 0;
            p[i] = y[i] == i >= 100 ? 0.9 : 0.1;
        }

        var headline = Bootstrap.headline(p, y, 0.5, 1);

        assertThat(headline.estimate().accuracy()).isEqualTo(0.75);
        assertThat(headline.low().accuracy()).isCloseTo(0.7076, within(0.006));
        assertThat(headline.high().accuracy()).isCloseTo(0.7924, within(0.006));
        assertThat(headline.rows()).isEqualTo(400);
        assertThat(headline.positives()).isEqualTo(200);
        assertThat(headline.resamples()).isEqualTo(Bootstrap.RESAMPLES);
    }

    @Test
    void depends_on_the_seed_and_on_nothing_else() {
        assertThat(Bootstrap.headline(P, Y, 0.5, 4)).isEqualTo(Bootstrap.headline(P, Y, 0.5, 4));
        assertThat(Bootstrap.headline(P, Y, 0.5, 4)).isNotEqualTo(Bootstrap.headline(P, Y, 0.5, 5));
    }

    @Test
    void draws_again_what_has_one_class_only_and_refuses_rows_that_have() {
        // with one positive among five, a third of the draws miss it
        var rare = new boolean[] {false, false, false, true, false};

        assertThat(Bootstrap.headline(P, rare, 0.5, 1).low().rocAuc()).isFinite();
        assertThatThrownBy(() -> Bootstrap.headline(P, new boolean[5], 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void draws_less_often_from_very_many_rows() {
        int n = Bootstrap.LARGE_ROWS + 1;
        var p = new double[n];
        Arrays.fill(p, 0.5);
        var y = new boolean[n];
        y[0] = true;
        y[1] = true;
        Arrays.fill(y, 0, n / 2, true);

        assertThat(Bootstrap.headline(p, y, 0.5, 1).resamples()).isEqualTo(Bootstrap.FEW_RESAMPLES);
    }

    private static void assertClose(Metrics one, Metrics other) {
        assertThat(one.rocAuc()).isCloseTo(other.rocAuc(), within(1e-12));
        assertThat(one.prAuc()).isCloseTo(other.prAuc(), within(1e-12));
        assertThat(one.logLoss()).isCloseTo(other.logLoss(), within(1e-12));
        assertThat(one.brier()).isCloseTo(other.brier(), within(1e-12));
        assertThat(one.calibrationError()).isCloseTo(other.calibrationError(), within(1e-12));
        assertThat(one.accuracy()).isCloseTo(other.accuracy(), within(1e-12));
    }
}
