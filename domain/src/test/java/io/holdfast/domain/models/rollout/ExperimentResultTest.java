package io.holdfast.domain.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.domain.models.rollout.ArmFigures.Labelled;
import io.holdfast.domain.models.rollout.ArmFigures.Moments;
import io.holdfast.domain.models.rollout.Experiment.Target;
import io.holdfast.domain.models.rollout.ExperimentResult.Verdict;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExperimentResultTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void names_no_winner_while_the_difference_may_be_chance() {
        var result = result(Target.ACCURACY, right(1, 200, 160), right(2, 200, 170));

        assertThat(result.verdict()).isEqualTo(new Verdict.Undecided());
        assertThat(result.arms().getLast().interval().mean()).isEqualTo(0.85);
        assertThat(result.arms().getLast().labelled()).isEqualTo(200);
    }

    @Test
    void names_the_more_accurate_version() {
        assertThat(
                        result(Target.ACCURACY, right(1, 5_000, 3_500), right(2, 5_000, 4_250))
                                .verdict())
                .isEqualTo(new Verdict.Winner(2));
    }

    @Test
    void names_the_version_with_less_of_what_is_bad() {
        assertThat(result(Target.OUTCOME_RATE, right(1, 5_000, 10), right(2, 5_000, 10)).verdict())
                .as("both lose half")
                .isEqualTo(new Verdict.Undecided());
        assertThat(
                        result(Target.OUTCOME_RATE, left(1, 5_000, 1_000), left(2, 5_000, 2_000))
                                .verdict())
                .isEqualTo(new Verdict.Winner(1));
    }

    @Test
    void trusts_no_figure_of_a_broken_dealing() {
        var experiment = experiment(Target.ACCURACY);

        var result =
                ExperimentResult.of(
                        experiment,
                        List.of(right(1, 5_000, 3_500), right(2, 5_000, 4_250)),
                        List.of(9_000L, 5_000L),
                        1e-9);

        assertThat(result.verdict()).isEqualTo(new Verdict.SampleRatioMismatch());
    }

    @Test
    void wants_two_arms_at_least() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Experiment(
                                new UUID(0, 1),
                                "alone",
                                "telco",
                                List.of(new Arm(1, 1)),
                                Target.BRIER,
                                Duration.ofDays(7),
                                "ada",
                                NOON,
                                new Experiment.State.Running()));
    }

    @Test
    void ends_when_its_time_is_up() {
        assertThat(experiment(Target.BRIER).endsAt()).isEqualTo(NOON.plus(Duration.ofDays(7)));
    }

    private static ExperimentResult result(Target target, ArmFigures... figures) {
        return ExperimentResult.of(
                experiment(target), List.of(figures), List.of(6_000L, 6_000L), 0.5);
    }

    private static Experiment experiment(Target target) {
        return new Experiment(
                new UUID(0, 1),
                "boosting against the average",
                "telco",
                List.of(new Arm(1, 0.5), new Arm(2, 0.5)),
                target,
                Duration.ofDays(7),
                "ada",
                NOON,
                new Experiment.State.Running());
    }

    private static ArmFigures right(int version, long count, long right) {
        var none = new Moments(0, 0);
        return figures(
                version,
                new Labelled(count, count / 2, count / 2.0, none, none, new Moments(right, right)));
    }

    private static ArmFigures left(int version, long count, long positives) {
        var none = new Moments(0, 0);
        return figures(version, new Labelled(count, positives, positives, none, none, none));
    }

    private static ArmFigures figures(int version, Labelled labelled) {
        return new ArmFigures(version, 6_000, 0, 500, labelled);
    }
}
