package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Contracts whose labelled tables have a time.
class TimedContractTest {

    private static final FeatureContract TIMED = SampleContracts.timed("tiny", 1);
    private static final TrainingSet.Row UNTIMED =
            new TrainingSet.Row("a", FeatureVector.of(1, 0, 0), true);
    private static final TrainingSet.Row AT_NOON =
            new TrainingSet.Row(
                    "b",
                    FeatureVector.of(1, 0, 0),
                    false,
                    new TrainingSet.Moment.At(Instant.parse("2026-03-01T12:00:00Z")));

    @Test
    void pass_the_time_over_in_a_request() {
        var fields =
                Map.<String, FieldValue>of(
                        "plan", new FieldValue.Text("basic"), "seen", new FieldValue.Text("soon"));

        assertThat(TIMED.read(fields)).isInstanceOf(FeatureContract.Reading.Accepted.class);
        assertThat(SampleContracts.tiny("tiny", 1).read(fields))
                .isInstanceOf(FeatureContract.Reading.Rejected.class);
    }

    @Test
    void name_the_time_last_among_their_columns() {
        assertThat(TIMED.columns())
                .containsExactly("id", "charge", "plan", "paperless", "left", "seen");
    }

    @Test
    void have_a_column_of_its_own_for_the_time() {
        for (var taken : List.of("id", "left", "plan")) {
            assertThatThrownBy(() ->
                            new FeatureContract(
                                    TIMED.id(),
                                    TIMED.title(),
                                    TIMED.identifier(),
                                    new FeatureContract.Label(
                                            "left", "Yes", "No", new TimeColumn.Column(taken)),
                                    TIMED.features(),
                                    TIMED.risk(),
                                    TIMED.decisionThreshold(),
                                    TIMED.advice(),
                                    TIMED.floors()))
                    .hasMessageContaining("stands twice");
        }
        assertThatThrownBy(() -> new TimeColumn.Column(" "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeColumn.Column("x".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void want_a_time_of_every_row_and_others_of_none() {
        assertThat(new TrainingSet(TIMED, List.of(AT_NOON), "0").times())
                .containsExactly(Instant.parse("2026-03-01T12:00:00Z"));
        assertThatThrownBy(() -> new TrainingSet(TIMED, List.of(AT_NOON, UNTIMED), "0"))
                .isInstanceOf(IllegalArgumentException.class);
        var plain = SampleContracts.tiny("tiny", 1);
        assertThat(new TrainingSet(plain, List.of(UNTIMED), "0").times()).isEmpty();
        assertThatThrownBy(() -> new TrainingSet(plain, List.of(AT_NOON), "0"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
