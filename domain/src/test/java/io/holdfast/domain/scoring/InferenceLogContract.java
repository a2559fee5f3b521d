package io.holdfast.domain.scoring;

import static io.holdfast.domain.scoring.SamplePredictions.NOON;
import static io.holdfast.domain.scoring.SamplePredictions.fellBack;
import static io.holdfast.domain.scoring.SamplePredictions.impossible;
import static io.holdfast.domain.scoring.SamplePredictions.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.holdfast.domain.kernel.AtOnce;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `InferenceLog`, and the `ScoringQueries` that read it, promises. Begins empty, with
/// `SampleContracts.tiny("tiny", 1)` and `tiny("other", 1)` known.
public interface InferenceLogContract {

    InferenceLog log();

    ScoringQueries queries();

    @Test
    default void what_was_kept_can_be_read_in_the_callers_terms() {
        assertThat(log().append(List.of(prediction(1)))).isEqualTo(new InferenceLog.Outcome.Kept());

        var logged = queries().find(prediction(1).id()).orElseThrow();

        assertThat(logged.features())
                .containsExactly(entry("charge", 29.85), entry("plan", "gold, \"old\""));
        assertThat(logged)
                .isEqualTo(
                        new ScoringQueries.Logged(
                                prediction(1).id(),
                                "tiny",
                                3,
                                "Production",
                                "customer-1",
                                logged.features(),
                                0.1 + 0.2,
                                false,
                                "Low",
                                417,
                                NOON.plusMillis(1)));
    }

    @Test
    default void what_was_kept_can_be_read_as_it_was_appended() {
        var direct = prediction(1);
        var fallen = fellBack(prediction(2), 7);
        log().append(List.of(direct, fallen));

        assertThat(queries().prediction(direct.id())).contains(direct);
        assertThat(queries().prediction(fallen.id())).contains(fallen);
    }

    @Test
    default void nothing_is_known_of_what_was_never_kept() {
        assertThat(queries().find(new UUID(1, 1))).isEmpty();
        assertThat(queries().prediction(new UUID(1, 1))).isEmpty();
        assertThat(queries().latest("tiny", 10)).isEmpty();
        assertThat(queries().count("tiny")).isZero();
        assertThat(queries().count("unknown")).isZero();
    }

    @Test
    default void keeping_nothing_is_kept() {
        assertThat(log().append(List.of())).isEqualTo(new InferenceLog.Outcome.Kept());
    }

    @Test
    default void the_latest_come_newest_first_within_the_limit() {
        log().append(List.of(prediction(2), prediction(1)));
        log().append(List.of(prediction(3)));
        log().append(List.of(prediction(4, "other", NOON.plusSeconds(60))));

        assertThat(queries().latest("tiny", 10))
                .extracting(ScoringQueries.Logged::entity)
                .containsExactly("customer-3", "customer-2", "customer-1");
        assertThat(queries().latest("tiny", 2)).hasSize(2);
        assertThat(queries().count("tiny")).isEqualTo(3);
        assertThat(queries().count("other")).isEqualTo(1);
    }

    @Test
    default void of_one_instant_the_higher_id_is_the_newer() {
        log().append(
                        List.of(
                                prediction(1, "tiny", NOON),
                                prediction(3, "tiny", NOON),
                                prediction(2, "tiny", NOON)));

        assertThat(queries().latest("tiny", 10))
                .extracting(ScoringQueries.Logged::entity)
                .containsExactly("customer-3", "customer-2", "customer-1");
    }

    @Test
    default void one_impossible_row_keeps_its_whole_append_out() {
        assertThatThrownBy(() -> log().append(List.of(prediction(1), impossible(2), prediction(3))))
                .isInstanceOf(RuntimeException.class);

        assertThat(queries().count("tiny")).isZero();
        assertThat(log().append(List.of(prediction(1)))).isEqualTo(new InferenceLog.Outcome.Kept());
    }

    @Test
    default void an_id_is_kept_once() {
        log().append(List.of(prediction(1)));

        assertThatThrownBy(() -> log().append(List.of(prediction(1))))
                .isInstanceOf(RuntimeException.class);
        assertThat(queries().count("tiny")).isEqualTo(1);
    }

    @Test
    default void callers_at_once_are_all_kept_but_for_the_impossible() {
        var failed =
                AtOnce.call(
                        32,
                        caller -> {
                            try {
                                log().append(
                                                caller == 7
                                                        ? List.of(prediction(700), impossible(701))
                                                        : IntStream.range(0, 5)
                                                                .mapToObj(row ->
                                                                        prediction(
                                                                                caller * 10 + row))
                                                                .toList());
                                return false;
                            } catch (RuntimeException _) {
                                return true;
                            }
                        });

        assertThat(failed).filteredOn(each -> each).hasSize(1);
        assertThat(failed.get(7)).isTrue();
        assertThat(queries().count("tiny")).isEqualTo(31 * 5);
    }
}
