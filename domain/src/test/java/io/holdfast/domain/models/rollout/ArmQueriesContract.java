package io.holdfast.domain.models.rollout;

import static io.holdfast.domain.scoring.SamplePredictions.NOON;
import static io.holdfast.domain.scoring.SamplePredictions.answer;
import static io.holdfast.domain.scoring.SamplePredictions.asked;
import static io.holdfast.domain.scoring.SamplePredictions.fellBack;
import static io.holdfast.domain.scoring.SamplePredictions.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.rollout.ArmFigures.Labelled;
import io.holdfast.domain.models.rollout.ArmFigures.Moments;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.monitoring.Outcomes.Outcome;
import io.holdfast.domain.scoring.InferenceLog;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What every `ArmQueries` promises. Begins with an empty log and no outcomes.
public interface ArmQueriesContract {

    Offset<Double> ROUNDING = within(1e-9);
    ArmQueries.Window SINCE_NOON = ArmQueries.Window.since(NOON);

    ArmQueries arms();

    InferenceLog log();

    Outcomes outcomes();

    private ArmFigures figures(int version) {
        return arms().figures("tiny", List.of(version), SINCE_NOON).getFirst();
    }

    private void answered(int number, String entity, int version, double probability, int second) {
        log().append(
                        List.of(
                                answer(
                                        number,
                                        entity,
                                        version,
                                        probability,
                                        417,
                                        NOON.plusSeconds(second))));
    }

    private void known(String entity, boolean positive, int second) {
        known(entity, positive, NOON.plusSeconds(second));
    }

    private void known(String entity, boolean positive, Instant at) {
        outcomes().add("tiny", List.of(new Outcome(entity, positive)), "ada", at);
    }

    @Test
    default void counts_no_prediction_that_was_asked_of_the_version_by_name() {
        log().append(List.of(asked(answer(1, "a", 3, 0.5, 417, NOON))));
        known("a", true, 20);

        assertThat(figures(3)).isEqualTo(ArmFigures.none(3));
        assertThat(arms().entities("tiny", List.of(3), SINCE_NOON)).containsExactly(0L);
    }

    @Test
    default void counts_no_prediction_from_the_end_of_the_window_on_but_outcomes_after_it() {
        answered(1, "a", 3, 0.5, 0);
        answered(2, "b", 3, 0.5, 10);
        known("a", true, 20);
        known("b", true, 20);
        var window = new ArmQueries.Window(NOON, NOON.plusSeconds(10));

        var figures = arms().figures("tiny", List.of(3), window).getFirst();

        assertThat(figures.predictions()).isEqualTo(1);
        assertThat(figures.labelled().count()).isEqualTo(1);
        assertThat(arms().entities("tiny", List.of(3), window)).containsExactly(1L);
    }

    @Test
    default void a_version_that_did_nothing_has_no_figures() {
        assertThat(arms().figures("tiny", List.of(2, 1), SINCE_NOON))
                .containsExactly(ArmFigures.none(2), ArmFigures.none(1));
        assertThat(arms().entities("tiny", List.of(2, 1), SINCE_NOON)).containsExactly(0L, 0L);
        assertThat(arms().figures("tiny", List.of(), SINCE_NOON)).isEmpty();
        assertThat(arms().entities("tiny", List.of(), SINCE_NOON)).isEmpty();
    }

    @Test
    default void answers_in_the_order_of_the_question() {
        answered(1, "a", 1, 0.5, 0);
        answered(2, "b", 3, 0.5, 0);
        answered(3, "c", 3, 0.5, 0);

        assertThat(arms().figures("tiny", List.of(3, 2, 1), SINCE_NOON))
                .extracting(ArmFigures::version, ArmFigures::predictions)
                .containsExactly(tuple(3, 2L), tuple(2, 0L), tuple(1, 1L));
        assertThat(arms().entities("tiny", List.of(3, 2, 1), SINCE_NOON))
                .containsExactly(2L, 0L, 1L);
    }

    @Test
    default void counts_from_the_moment_on_and_not_before() {
        log().append(
                        List.of(
                                answer(1, "a", 3, 0.5, 1, NOON.minusNanos(1_000)),
                                answer(2, "b", 3, 0.5, 1, NOON),
                                answer(3, "c", 3, 0.5, 1, NOON.plusSeconds(86_400))));

        assertThat(figures(3).predictions()).isEqualTo(2);
        assertThat(arms().entities("tiny", List.of(3), SINCE_NOON)).containsExactly(2L);
    }

    @Test
    default void other_contracts_do_not_count() {
        log().append(List.of(prediction(1, "other", NOON)));
        outcomes().add("tiny", List.of(new Outcome("customer-1", true)), "ada", NOON.plusMillis(9));

        assertThat(figures(3)).isEqualTo(ArmFigures.none(3));

        answered(2, "customer-2", 3, 0.5, 0);
        outcomes()
                .add("other", List.of(new Outcome("customer-2", true)), "ada", NOON.plusMillis(9));
        assertThat(figures(3).predictions()).isEqualTo(1);
        assertThat(figures(3).labelled()).isEqualTo(Labelled.none());
    }

    @Test
    default void a_failure_counts_for_who_failed_and_the_answer_for_who_answered() {
        answered(1, "a", 2, 0.5, 0);
        log().append(
                        List.of(
                                fellBack(answer(2, "b", 1, 0.5, 1, NOON), 2),
                                fellBack(answer(3, "c", 1, 0.5, 1, NOON), 2),
                                fellBack(answer(4, "d", 1, 0.5, 1, NOON), 3),
                                fellBack(answer(5, "e", 1, 0.5, 1, NOON.minusMillis(1)), 2)));

        assertThat(figures(1).predictions()).isEqualTo(3);
        assertThat(figures(1).failures()).isZero();
        assertThat(figures(2).predictions()).isEqualTo(1);
        assertThat(figures(2).failures()).isEqualTo(2);
        assertThat(figures(3).predictions()).isZero();
        assertThat(figures(3).failures()).isEqualTo(1);
    }

    @Test
    default void the_latency_is_the_95th_percentile_between_two_values_in_proportion() {
        log().append(
                        IntStream.rangeClosed(1, 100)
                                .mapToObj(i -> answer(i, "e" + i, 3, 0.5, 101 - i, NOON))
                                .toList());

        assertThat(figures(3).latencyMicros()).isCloseTo(95.05, ROUNDING);
    }

    @Test
    default void sums_up_what_is_known_of_answers() {
        answered(1, "a", 3, 0.9, 0);
        answered(2, "b", 3, 0.6, 0);
        answered(3, "c", 3, 0.2, 0);
        answered(4, "unknown", 3, 0.7, 0);
        known("a", true, 10);
        known("b", false, 10);
        known("c", false, 10);
        known("never scored", true, 10);

        var labelled = figures(3).labelled();

        assertThat(figures(3).predictions()).isEqualTo(4);
        assertThat(labelled.count()).isEqualTo(3);
        assertThat(labelled.positives()).isEqualTo(1);
        assertThat(labelled.probability()).isCloseTo(1.7, ROUNDING);
        assertClose(labelled.logLoss(), -Math.log(0.9), -Math.log(0.4), -Math.log(0.8));
        assertClose(labelled.brier(), 0.01, 0.36, 0.04);
        assertClose(labelled.right(), 1, 0, 1);
    }

    private static void assertClose(Moments moments, double... values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        assertThat(moments.sum()).isCloseTo(sum, ROUNDING);
        assertThat(moments.squares()).isCloseTo(squares, ROUNDING);
    }

    @Test
    default void an_entity_counts_once_with_its_last_answer_and_the_last_outcome() {
        answered(1, "a", 3, 0.1, 0);
        answered(2, "a", 3, 0.8, 5);
        known("a", false, 7);
        known("a", true, 9);

        var labelled = figures(3).labelled();

        assertThat(labelled.count()).isEqualTo(1);
        assertThat(labelled.positives()).isEqualTo(1);
        assertThat(labelled.probability()).isCloseTo(0.8, ROUNDING);
        assertThat(arms().entities("tiny", List.of(3), SINCE_NOON)).containsExactly(1L);
    }

    @Test
    default void an_answer_between_two_outcomes_goes_with_the_last_one() {
        answered(1, "a", 3, 0.1, 0);
        known("a", false, 3);
        answered(2, "a", 3, 0.8, 5);

        assertThat(figures(3).labelled().probability()).isCloseTo(0.1, ROUNDING);

        known("a", true, 9);

        assertThat(figures(3).labelled().count()).isEqualTo(1);
        assertThat(figures(3).labelled().probability()).isCloseTo(0.8, ROUNDING);
    }

    @Test
    default void of_two_outcomes_at_one_moment_the_later_told_counts() {
        answered(1, "a", 3, 0.8, 0);
        outcomes()
                .add(
                        "tiny",
                        List.of(new Outcome("a", true), new Outcome("a", false)),
                        "ada",
                        NOON.plusSeconds(1));

        assertThat(figures(3).labelled().positives()).isZero();

        known("a", true, 1);

        assertThat(figures(3).labelled().positives()).isEqualTo(1);
    }

    @Test
    default void of_two_answers_at_one_moment_the_higher_id_is_the_last() {
        answered(2, "a", 3, 0.8, 0);
        answered(1, "a", 3, 0.1, 0);
        known("a", true, 1);

        assertThat(figures(3).labelled().probability()).isCloseTo(0.8, ROUNDING);
    }

    @Test
    default void what_was_known_before_the_answer_says_nothing_about_it() {
        answered(1, "a", 3, 0.8, 5);
        known("a", true, 5);
        known("b", true, -5);
        answered(2, "b", 3, 0.8, 0);

        assertThat(figures(3).labelled()).isEqualTo(Labelled.none());
    }

    @Test
    default void an_entity_that_two_versions_answered_counts_for_both() {
        answered(1, "a", 3, 0.25, 0);
        answered(2, "a", 4, 0.75, 1);
        known("a", true, 5);

        assertThat(arms().figures("tiny", List.of(3, 4), SINCE_NOON))
                .extracting(each -> each.labelled().probability())
                .containsExactly(0.25, 0.75);
        assertThat(arms().entities("tiny", List.of(3, 4), SINCE_NOON)).containsExactly(1L, 1L);
    }

    @Test
    default void certainty_costs_no_more_than_a_bounded_loss() {
        answered(1, "wrong", 3, 0, 0);
        answered(2, "wrong too", 3, 1, 0);
        answered(3, "right", 3, 1, 0);
        known("wrong", true, 1);
        known("wrong too", false, 1);
        known("right", true, 1);

        var logLoss = figures(3).labelled().logLoss();

        assertThat(logLoss.sum()).isCloseTo(2 * -Math.log(1e-15), ROUNDING);
        assertThat(figures(3).labelled().brier().sum()).isCloseTo(2, ROUNDING);
    }
}
