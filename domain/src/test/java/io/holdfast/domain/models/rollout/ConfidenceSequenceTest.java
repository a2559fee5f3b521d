package io.holdfast.domain.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.rollout.ArmFigures.Moments;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {

    private static final double ALPHA = 0.05;

    private final ConfidenceSequence sequence = new ConfidenceSequence(ALPHA);

    @Test
    void says_nothing_about_too_few_values() {
        assertThat(sequence.interval(0, new Moments(0, 0)).mean()).isNaN();
        assertThat(sequence.interval(29, new Moments(10, 10)).high()).isInfinite();
        assertThat(sequence.interval(30, new Moments(10, 10)).high()).isFinite();
        assertThat(sequence.interval(30, new Moments(30, 30)).high())
                .as("values that do not vary")
                .isInfinite();
    }

    /// The formula written out, at alpha 0.05 for 500 values, half of them 1.
    @Test
    void gives_the_interval_of_the_paper() {
        var interval = sequence.interval(500, new Moments(250, 250));

        double variance = (250 - 250.0 * 250 / 500) / 499;
        double l = -2 * Math.log(0.05);
        double rho2 = (l + Math.log(l) + 1) / 500;
        double half =
                Math.sqrt(variance)
                        * Math.sqrt(
                                2
                                        * (500 * rho2 + 1)
                                        / (500.0 * 500 * rho2)
                                        * Math.log(Math.sqrt(500 * rho2 + 1) / 0.05));
        assertThat(interval.mean()).isEqualTo(0.5);
        assertThat(interval.high()).isCloseTo(0.5 + half, within(1e-12));
        assertThat(interval.low()).isCloseTo(0.5 - half, within(1e-12));
    }

    @Test
    void narrows_with_more_values() {
        double before = Double.POSITIVE_INFINITY;
        for (int n = 100; n <= 100_000; n *= 10) {
            var interval = sequence.interval(n, new Moments(n / 2.0, n / 2.0));
            assertThat(interval.high() - interval.low()).isLessThan(before);
            before = interval.high() - interval.low();
        }
    }

    /// One looks after every single value, 2,000 times. The interval of a single look (1.96
    /// standard errors) misses the true mean at some look in far more than 5 % of the runs; the
    /// sequence in no more than 5 % (here with room for the run's own chance).
    @Test
    void does_not_reward_looking_often() {
        var random = new SplittableRandom(7);
        int runs = 400;
        int missedBySequence = 0;
        int missedBySingleLook = 0;
        for (int run = 0; run < runs; run++) {
            long positives = 0;
            boolean sequenceMissed = false;
            boolean singleMissed = false;
            for (int n = 1; n <= 2_000; n++) {
                positives += random.nextDouble() < 0.3 ? 1 : 0;
                var moments = new Moments(positives, positives);
                var interval = sequence.interval(n, moments);
                sequenceMissed |= interval.low() > 0.3 || interval.high() < 0.3;
                if (n >= ConfidenceSequence.MIN_COUNT) {
                    double error = 1.96 * Math.sqrt(moments.variance(n) / n);
                    singleMissed |= Math.abs(moments.mean(n) - 0.3) > error;
                }
            }
            missedBySequence += sequenceMissed ? 1 : 0;
            missedBySingleLook += singleMissed ? 1 : 0;
        }

        assertThat((double) missedBySequence / runs).isLessThan(ALPHA + 0.02);
        assertThat((double) missedBySingleLook / runs).isGreaterThan(0.25);
    }

    /// 400 well calibrated models, each looked at after every one of 2,000 outcomes.
    @Test
    void rarely_holds_a_good_calibration_for_a_bad_one() {
        var random = new SplittableRandom(11);
        int blamed = 0;
        for (int run = 0; run < 400; run++) {
            long positives = 0;
            double probability = 0;
            double brier = 0;
            boolean off = false;
            for (int n = 1; n <= 2_000; n++) {
                double p = random.nextDouble(0.05, 0.6);
                int outcome = random.nextDouble() < p ? 1 : 0;
                positives += outcome;
                probability += p;
                brier += (p - outcome) * (p - outcome);
                var none = new Moments(0, 0);
                off |=
                        sequence.surelyOff(
                                        new ArmFigures.Labelled(
                                                n,
                                                positives,
                                                probability,
                                                none,
                                                new Moments(brier, 0),
                                                none))
                                > 0;
            }
            blamed += off ? 1 : 0;
        }

        assertThat(blamed / 400.0).isLessThan(ALPHA + 0.02);
    }

    @Test
    void wants_a_chance_between_0_and_1() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfidenceSequence(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfidenceSequence(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfidenceSequence(Double.NaN));
    }
}
