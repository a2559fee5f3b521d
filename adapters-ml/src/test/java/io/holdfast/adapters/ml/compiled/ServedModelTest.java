package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedModelTest {

    private static final List<Calibration> CALIBRATIONS =
            List.of(
                    new Calibration.Platt(1, 0),
                    new Calibration.Platt(2.5, -0.7),
                    new Calibration.Platt(40, 0), // most scores reach the margin
                    new Calibration.Isotonic(
                            new double[] {-1, 0, 0.5, 2}, new double[] {-3, -1, -1, 4}),
                    new Calibration.Isotonic(new double[] {0}, new double[] {0.2}));

    @Test
    void explains_every_score_it_gives() {
        for (int seed = 0; seed < 12; seed++) {
            var models = new RandomModels(seed, 8);
            for (var calibration : CALIBRATIONS) {
                var served = models.served(15, 6, calibration);
                for (int i = 0; i < 20; i++) {
                    var row = models.rowWithMissing(i % 2 == 0 ? 0 : 0.3);
                    double p = served.score(row);
                    assertThat(served.explain(row).total())
                            .isCloseTo(Math.log(p / (1 - p)), within(1e-6));
                }
            }
        }
    }

    @Test
    void keeps_the_order_of_contributions_through_a_bent_calibration() {
        var models = new RandomModels(4, 8);
        var served = models.served(10, 5, CALIBRATIONS.get(3));
        for (int i = 0; i < 50; i++) {
            var row = models.row();
            var raw = served.model().contributions(row);
            var shown = served.explain(row);
            for (int a = 0; a < raw.length; a++) {
                assertThat(shown.at(a) * raw[a]).isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void scales_contributions_exactly_by_the_slope_of_platt() {
        var models = new RandomModels(9, 6);
        var served = models.served(10, 5, new Calibration.Platt(1.5, 0.25));
        var row = models.row();

        var explanation = served.explain(row);

        var raw = served.model().contributions(row);
        for (int f = 0; f < raw.length; f++) {
            assertThat(explanation.at(f)).isCloseTo(1.5 * raw[f], within(1e-12));
        }
        assertThat(explanation.base()).isCloseTo(1.5 * served.model().mean() + 0.25, within(1e-12));
    }

    @Test
    void never_promises_certainty() {
        var rising = new ServedModel(RandomModels.CONTRACT, line(1000), CALIBRATIONS.getFirst());

        assertThat(rising.score(new double[] {1})).isCloseTo(1 - Calibration.MARGIN, within(1e-12));
        assertThat(rising.score(new double[] {0})).isCloseTo(Calibration.MARGIN, within(1e-12));
    }

    @Test
    void adds_half_of_each_model_to_a_mean() {
        var models = new RandomModels(2, 5);
        var trees = RawModel.ofTrees(0.4, models.trees(7, 4, 0.1), 5);
        var linear = new RawModel(-1, models.shapes(), new TreeEnsemble(List.of()));

        var mixed = RawModel.mix(trees, linear, 0.5);

        for (int i = 0; i < 20; i++) {
            var row = models.rowWithMissing(0.2);
            assertThat(mixed.raw(row))
                    .isCloseTo(0.5 * trees.raw(row) + 0.5 * linear.raw(row), within(1e-12));
        }
        assertThatThrownBy(() -> RawModel.mix(linear, linear, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_row_of_another_width() {
        var served = new ServedModel(RandomModels.CONTRACT, line(1), CALIBRATIONS.getFirst());

        assertThatThrownBy(() -> served.score(new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 features, not 2");
        assertThatThrownBy(() -> served.explain(new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// The smallest of some batches, because a thread may be asked to allocate for other reasons
    /// than the score, such as the compiler's.
    @Test
    void allocates_nothing_to_score() {
        var models = new RandomModels(1, 8);
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (var calibration : CALIBRATIONS) {
            var served = models.served(20, 6, calibration);
            var row = models.row();
            var gaps = models.rowWithMissing(0.5);
            double sum = 0;
            long least = Long.MAX_VALUE;
            for (int batch = 0; batch < 10; batch++) {
                long before = thread.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 2_000; i++) {
                    sum += served.score(row) + served.score(gaps);
                }
                least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(sum).isPositive();
            assertThat(least).isZero();
        }
    }

    /// From -slope at 0 to slope at 1.
    private static RawModel line(double slope) {
        return new RawModel(
                0,
                List.of(new Shape.Curve(new double[] {0, 1}, new double[] {-slope, slope}, 0, 0)),
                new TreeEnsemble(List.of()));
    }
}
