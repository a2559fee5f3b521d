package io.holdfast.domain.monitoring;

import static io.holdfast.domain.scoring.SamplePredictions.NOON;
import static io.holdfast.domain.scoring.SamplePredictions.answer;
import static io.holdfast.domain.scoring.SamplePredictions.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.monitoring.Outcomes.Outcome;
import io.holdfast.domain.scoring.InferenceLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `Outcomes` promises. Begins with an empty store and an empty log.
public interface OutcomesContract {

    Outcomes outcomes();

    InferenceLog log();

    Transactions transactions();

    private int add(Outcome... facts) {
        return outcomes().add("tiny", List.of(facts), "ada", NOON);
    }

    private static Outcome about(int customer, boolean positive) {
        return new Outcome("customer-" + customer, positive);
    }

    @Test
    default void counts_the_entities_that_were_scored() {
        log().append(List.of(prediction(1), prediction(2)));
        log().append(List.of(prediction(3, "other", NOON)));

        assertThat(add(about(1, true), about(2, false), about(3, true), about(4, true)))
                .isEqualTo(2);
        assertThat(outcomes().count("tiny")).isEqualTo(4);
        assertThat(outcomes().count("other")).isZero();
    }

    @Test
    default void an_entity_counts_once_however_often_it_was_scored_and_named() {
        log().append(List.of(prediction(1)));
        log().append(List.of(answer(2, "customer-1", 3, 0.5, 417, NOON)));

        assertThat(add(about(1, true), about(1, false))).isEqualTo(1);
    }

    @Test
    default void keeps_every_fact_about_an_entity() {
        add(about(1, true));
        add(about(1, true), about(1, false));

        assertThat(outcomes().count("tiny")).isEqualTo(3);
    }

    @Test
    default void keeping_nothing_is_possible() {
        assertThat(add()).isZero();
        assertThat(outcomes().count("tiny")).isZero();
    }

    @Test
    default void one_impossible_fact_keeps_all_out() {
        assertThatThrownBy(() -> add(about(1, true), new Outcome("", true)))
                .isInstanceOf(RuntimeException.class);

        assertThat(outcomes().count("tiny")).isZero();
    }

    @Test
    default void takes_part_in_the_transaction() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    add(about(1, true));
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(outcomes().count("tiny")).isZero();
    }

    @Test
    default void callers_at_once_are_all_kept() {
        AtOnce.call(6, caller -> add(about(1, true), about(caller, false)));

        assertThat(outcomes().count("tiny")).isEqualTo(12);
    }
}
