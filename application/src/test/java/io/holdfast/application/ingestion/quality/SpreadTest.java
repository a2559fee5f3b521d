package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static double[] drawn(int count, long seed, ToDoubleFunction<Random> how) {
        var random = new Random(seed);
        return DoubleStream.generate(() -> how.applyAsDouble(random)).limit(count).toArray();
    }

    private static double[] with(double[] values, double... more) {
        return DoubleStream.concat(Arrays.stream(values), Arrays.stream(more)).toArray();
    }

    private static long outliers(double[] values) {
        var spread = Spread.of(values);
        return Arrays.stream(values).filter(spread::isOutlier).count();
    }

    /// Median 5, MAD 2 by hand; 0.6745 (x - 5) / 2.
    @Test
    void gives_the_robust_z_score_of_iglewicz_and_hoaglin() {
        var spread = Spread.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertThat(spread.z(5)).isZero();
        assertThat(spread.z(9)).isCloseTo(0.6745 * 4 / 2, within(1e-12));
    }

    /// The quartiles are -2 and 2: the outer fences stand at -14 and 14, and 3.5 is reached at
    /// 10.4.
    @Test
    void calls_an_outlier_what_is_beyond_both_the_score_and_the_outer_fences() {
        var spread = Spread.of(new double[] {-4, -3, -2, -1, 0, 1, 2, 3, 4});

        assertThat(spread.isOutlier(14)).isFalse();
        assertThat(spread.isOutlier(14.01)).isTrue();
        assertThat(spread.isOutlier(-14)).isFalse();
        assertThat(spread.isOutlier(-14.01)).isTrue();
    }

    @Test
    void finds_none_among_numbers_of_one_kind_however_skewed() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(outliers(drawn(1_000, seed, random -> random.nextDouble(20, 120)))).isZero();
            assertThat(outliers(drawn(1_000, seed, random -> 50 + 10 * random.nextGaussian())))
                    .isZero();
            assertThat(outliers(drawn(1_000, seed, random -> Math.exp(random.nextGaussian()))))
                    .isZero();
            assertThat(outliers(drawn(1_000, seed, random -> 80 * random.nextExponential())))
                    .isZero();
            assertThat(
                            outliers(
                                    drawn(
                                            1_000,
                                            seed,
                                            random ->
                                                    random.nextInt(72)
                                                            * random.nextDouble(20, 120))))
                    .isZero();
        }
    }

    /// Median 4; distances 0, 1, 1, 2, 2, 3, 3, 4, 1004, so the MAD is 2; quartiles 2 and 6, so the
    /// outer fences stand at -10 and 18.
    @Test
    void is_not_moved_by_the_outlier_that_it_finds() {
        var values = new double[] {-1000, 1, 2, 3, 4, 5, 6, 7, 8};
        var spread = Spread.of(values);

        assertThat(spread.isOutlier(-1000)).isTrue();
        assertThat(Arrays.stream(values).filter(spread::isOutlier).count()).isEqualTo(1);
        assertThat(spread.z(8)).isCloseTo(0.6745 * 4 / 2, within(1e-12));
        assertThat(spread.isOutlier(18)).isFalse();
        assertThat(spread.isOutlier(18.01)).isTrue();
        assertThat(spread.isOutlier(-10.01)).isTrue();
    }

    /// What `docs/quality.md` says: fewer than one number in 100,000. Of these million, none is.
    @Test
    void calls_hardly_any_clean_number_an_outlier() {
        long found = 0;
        for (int seed = 100; seed < 300; seed++) {
            found += outliers(drawn(1_000, seed, random -> 50 + 10 * random.nextGaussian()));
            found += outliers(drawn(1_000, seed, random -> Math.exp(random.nextGaussian())));
            found += outliers(drawn(1_000, seed, random -> 80 * random.nextExponential()));
            found += outliers(drawn(1_000, seed, random -> random.nextDouble(20, 120)));
            found += outliers(drawn(1_000, seed, random -> random.nextInt(5)));
        }
        assertThat(found / 1e6).isLessThan(1e-5);
    }

    @Test
    void finds_what_was_put_among_them() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(outliers(with(drawn(500, seed, r -> r.nextDouble(20, 120)), 2_000, -900)))
                    .isEqualTo(2);
            assertThat(outliers(with(drawn(500, seed, r -> 50 + 10 * r.nextGaussian()), 150, -60)))
                    .isEqualTo(2);
            assertThat(outliers(with(drawn(500, seed, r -> Math.exp(r.nextGaussian())), 5_000)))
                    .isEqualTo(1);
            assertThat(outliers(with(drawn(500, seed, r -> 80 * r.nextExponential()), 90_000)))
                    .isEqualTo(1);
        }
    }

    /// Strange values do not hide each other, as they do where means are asked.
    @Test
    void finds_many_at_once() {
        var values = with(drawn(400, 7, random -> 50 + 10 * random.nextGaussian()));
        var strange = IntStream.range(0, 100).mapToDouble(i -> 10_000 + i).toArray();

        assertThat(outliers(with(values, strange))).isEqualTo(100);
    }

    @Test
    void says_nothing_of_numbers_that_are_all_the_same() {
        var spread = Spread.of(new double[500]);

        assertThat(spread.isOutlier(0)).isFalse();
        assertThat(spread.z(3)).isZero();
        assertThat(spread.isWide()).isFalse();
        assertThat(spread.usual()).isEqualTo("0");
    }

    @Test
    void finds_the_one_that_is_far_from_a_value_that_nearly_all_have() {
        var values = new double[500];
        Arrays.fill(values, 20);
        values[3] = 10_000;

        assertThat(outliers(values)).isEqualTo(1);
    }

    /// Hardly anybody's payment fails, and that it fails once is not strange.
    @Test
    void takes_ones_among_zeros_for_usual() {
        for (double share : new double[] {0.002, 0.02, 0.2}) {
            var counts = drawn(1_000, 5, r -> r.nextDouble() < share ? 1 + r.nextInt(3) : 0);
            assertThat(outliers(counts)).isZero();
            assertThat(outliers(with(counts, 5_000))).isEqualTo(1);
        }
    }

    @Test
    void says_nothing_of_few() {
        assertThat(Spread.of(new double[0]).isOutlier(7)).isFalse();
        assertThat(Spread.of(new double[] {1, 2, 3, 4, 5, 6, 7}).isOutlier(1e9)).isFalse();
        assertThat(Spread.of(new double[] {1, 2, 3, 4, 5, 6, 7}).isKnown()).isFalse();
    }

    @Test
    void is_never_lost_in_what_no_number_can_hold() {
        var values = drawn(100, 1, r -> (r.nextBoolean() ? 1 : -1) * Double.MAX_VALUE);
        var spread = Spread.of(values);

        for (double value : values) {
            assertThat(spread.z(value)).isNotNaN();
        }
        assertThat(Spread.of(drawn(50, 2, r -> r.nextDouble() * Double.MIN_NORMAL)).z(1))
                .isNotNaN();
    }
}
