package io.holdfast.domain.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.domain.models.rollout.ArmFigures.Labelled;
import io.holdfast.domain.models.rollout.ArmFigures.Moments;
import io.holdfast.domain.models.rollout.Ramp.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RampTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Ramp ramp = Ramp.standard();

    @Test
    void waits_until_the_share_was_kept_long_enough() {
        assertThat(decide(0, HOUR.minusSeconds(1), fine(1), fine(2)))
                .isEqualTo(new Decision.Hold("the share is kept until 2026-03-01T13:00:00Z"));
    }

    @Test
    void waits_for_predictions() {
        var quiet = new ArmFigures(2, 99, 0, 500, Labelled.none());

        assertThat(decide(0, HOUR, fine(1), quiet))
                .isEqualTo(new Decision.Hold("99 of 100 predictions"));
    }

    @Test
    void goes_to_the_next_share() {
        assertThat(decide(0, HOUR, fine(1), fine(2))).isEqualTo(new Decision.Advance(1));
    }

    @Test
    void wants_proof_before_everybody_goes_to_the_challenger() {
        assertThat(decide(1, HOUR, fine(1), fine(2)))
                .isEqualTo(new Decision.Hold("known outcomes: champion 0, challenger 0 of 30"));
        assertThat(decide(1, HOUR, labelled(1, 30, 0.45), labelled(2, 29, 0.40)))
                .isInstanceOf(Decision.Hold.class);
        assertThat(decide(1, HOUR, labelled(1, 30, 0.45), labelled(2, 30, 0.40)))
                .isEqualTo(new Decision.Advance(2));
    }

    @Test
    void promotes_at_the_end() {
        assertThat(decide(2, HOUR, labelled(1, 30, 0.45), labelled(2, 30, 0.40)))
                .isEqualTo(
                        new Decision.Promote(
                                "log loss 0.4000 over 30 outcomes against the champion's 0.4500"
                                        + " over 30; margin asked 0.0000"));
    }

    @Test
    void promotes_after_a_last_step_below_the_whole() {
        var half = with(List.of(0.1, 0.5), 0, Ramp.Guardrails.standard());
        var now = new Steering.Ramping(half, 1, NOON, NOON);

        assertThat(half.decide(now, labelled(1, 30, 0.45), labelled(2, 30, 0.40), NOON.plus(HOUR)))
                .isInstanceOf(Decision.Promote.class);
    }

    @Test
    void does_not_promote_by_less_than_the_margin() {
        var strict = with(List.of(0.05, 1.0), 0.06, Ramp.Guardrails.standard());
        var now = new Steering.Ramping(strict, 1, NOON, NOON);

        assertThat(
                        strict.decide(
                                now, labelled(1, 30, 0.45), labelled(2, 30, 0.40), NOON.plus(HOUR)))
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void takes_back_what_is_not_promoted_in_time() {
        var decision = decide(1, Duration.ofDays(30), fine(1), fine(2));

        assertThat(decision)
                .isEqualTo(
                        new Decision.RollBack(
                                "not promoted within PT720H: known outcomes: champion 0,"
                                        + " challenger 0 of 30"));
    }

    @Test
    void takes_back_what_fails() {
        var failing = new ArmFigures(2, 97, 3, 500, Labelled.none());

        assertThat(decide(0, Duration.ZERO, fine(1), failing))
                .isEqualTo(
                        new Decision.RollBack(
                                "errors: it failed 3.00% of its requests, the champion 0.00%"));
        assertThat(decide(0, HOUR, fine(1), new ArmFigures(2, 990, 10, 500, Labelled.none())))
                .as("at the limit")
                .isEqualTo(new Decision.Advance(1));
    }

    @Test
    void takes_back_what_is_slow() {
        var slow = new ArmFigures(2, 200, 0, 1_501, Labelled.none());

        assertThat(decide(0, Duration.ZERO, fine(1), slow))
                .isEqualTo(
                        new Decision.RollBack(
                                "latency: its 95th percentile is 1501 us, the champion's 1000 us"));
        assertThat(decide(0, HOUR, fine(1), new ArmFigures(2, 199, 0, 9_000, Labelled.none())))
                .as("too few to say")
                .isEqualTo(new Decision.Advance(1));
    }

    @Test
    void takes_back_what_is_badly_calibrated() {
        var off = calibrated(2, 10_000, 4_000, 5_000);

        assertThat(decide(0, Duration.ZERO, calibrated(1, 10_000, 4_000, 4_100), off))
                .isEqualTo(
                        new Decision.RollBack(
                                "calibration: its mean probability is 0.100 off the outcomes,"
                                        + " the champion's 0.010"));
        assertThat(decide(0, HOUR, calibrated(1, 29, 10, 10), calibrated(2, 29, 10, 29)))
                .as("too few to say")
                .isEqualTo(new Decision.Advance(1));
        assertThat(decide(0, HOUR, calibrated(1, 100, 40, 41), calibrated(2, 100, 40, 50)))
                .as("it may be chance")
                .isEqualTo(new Decision.Advance(1));
    }

    @Test
    void names_every_guardrail_that_tripped() {
        var bad = new ArmFigures(2, 200, 50, 9_000, calibrated(2, 10_000, 1_000, 9_000).labelled());

        assertThat(decide(0, Duration.ZERO, calibrated(1, 10_000, 900, 900), bad))
                .isInstanceOfSatisfying(
                        Decision.RollBack.class,
                        rollBack ->
                                assertThat(rollBack.reason())
                                        .contains("errors:", "latency:", "calibration:"));
    }

    @Test
    void refuses_ramps_that_cannot_be() {
        refuses(List.of(), HOUR, 1, 30, 0, HOUR);
        refuses(List.of(0.5, 0.5), HOUR, 1, 30, 0, HOUR);
        refuses(List.of(0.0, 0.5), HOUR, 1, 30, 0, HOUR);
        refuses(List.of(0.5, 1.1), HOUR, 1, 30, 0, HOUR);
        refuses(List.of(1.0), HOUR, 1, 30, 0, HOUR);
        refuses(List.of(0.5, Double.NaN), HOUR, 1, 30, 0, HOUR);
        refuses(List.of(0.5), Duration.ZERO, 1, 30, 0, HOUR);
        refuses(List.of(0.5), HOUR, 0, 30, 0, HOUR);
        refuses(List.of(0.5), HOUR, 1, 29, 0, HOUR);
        refuses(List.of(0.5), HOUR, 1, 30, -0.1, HOUR);
        refuses(List.of(0.5), HOUR, 1, 30, Double.NaN, HOUR);
        refuses(List.of(0.5), HOUR, 1, 30, 0, HOUR.minusSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ramp.Guardrails(1.1, 1.5, 1, 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ramp.Guardrails(0.1, 0.9, 1, 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ramp.Guardrails(0.1, 1.5, 0, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ramp.Guardrails(0.1, 1.5, 1, 0));
    }

    private static void refuses(
            List<Double> steps,
            Duration dwell,
            int predictions,
            int labels,
            double margin,
            Duration deadline) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Ramp(
                                steps,
                                dwell,
                                predictions,
                                labels,
                                margin,
                                Ramp.Guardrails.standard(),
                                deadline));
    }

    private static Ramp with(List<Double> steps, double margin, Ramp.Guardrails guardrails) {
        return new Ramp(steps, HOUR, 100, 30, margin, guardrails, Duration.ofDays(30));
    }

    private Decision decide(int step, Duration after, ArmFigures champion, ArmFigures challenger) {
        var now = new Steering.Ramping(ramp, step, NOON, NOON);
        return ramp.decide(now, champion, challenger, NOON.plus(after));
    }

    private static ArmFigures fine(int version) {
        return new ArmFigures(version, 1_000, 0, 1_000, Labelled.none());
    }

    /// A quarter positive, perfectly calibrated on the whole.
    private static ArmFigures labelled(int version, long count, double logLoss) {
        var none = new Moments(0, 0);
        var loss = new Moments(logLoss * count, logLoss * logLoss * count);
        return new ArmFigures(
                version,
                1_000,
                0,
                1_000,
                new Labelled(count, count / 4, count / 4.0, loss, none, none));
    }

    /// With residuals that spread as those of probabilities around a third do.
    private static ArmFigures calibrated(
            int version, long count, long positives, double probability) {
        var none = new Moments(0, 0);
        double mean = (probability - positives) / count;
        var brier = new Moments(count * (mean * mean + 0.19), 0);
        return new ArmFigures(
                version,
                1_000,
                0,
                1_000,
                new Labelled(count, positives, probability, none, brier, none));
    }
}
