package io.holdfast.application.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.monitoring.RecordFeedback.Outcome;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.monitoring.InMemoryOutcomes;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.SamplePredictions;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordFeedbackTest {

    private final ModelsWorld world = new ModelsWorld();
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes(world.transactions, log);
    private final RecordFeedback recordFeedback =
            new RecordFeedback(
                    world.transactions, world.contracts, world.reader, outcomes, world.clock);

    @Test
    void keeps_what_became_of_everybody_and_counts_those_that_were_scored() {
        log.append(List.of(SamplePredictions.prediction(1)));

        var outcome = record("left,id\nYes,customer-1\nNo, stranger ");

        assertThat(outcome).isEqualTo(new Outcome.Recorded(2, 1));
        assertThat(outcomes.facts())
                .extracting(InMemoryOutcomes.Fact::outcome)
                .containsExactly(
                        new Outcomes.Outcome("customer-1", true),
                        new Outcomes.Outcome("stranger", false));
        assertThat(outcomes.facts().getFirst().recordedBy()).isEqualTo("ada");
    }

    @Test
    void ignores_the_other_columns() {
        assertThat(record("id,charge,left\na,7,Yes")).isEqualTo(new Outcome.Recorded(1, 0));
    }

    @Test
    void keeps_history() {
        record("id,left\na,Yes");
        record("id,left\na,No");

        assertThat(outcomes.facts()).hasSize(2);
    }

    @Test
    void keeps_nothing_of_a_table_with_a_fault_and_names_all() {
        var outcome = record("id,left\na,Yes\n,Yes\nb,maybe\nc");

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Rejected(
                                List.of(
                                        Violation.atRow(
                                                2, "id", "must be a text of 1 to 100 characters"),
                                        Violation.atRow(3, "left", "must be Yes or No"),
                                        Violation.atRow(4, "has 1 cells, the header has 2")),
                                3));
        assertThat(outcomes.facts()).isEmpty();
    }

    @Test
    void wants_both_columns_once() {
        assertThat(record("name,left,left\na,Yes,No"))
                .isEqualTo(
                        new Outcome.Rejected(
                                List.of(
                                        Violation.at("id", "the column is missing"),
                                        Violation.at("left", "the column stands twice")),
                                2));
    }

    @Test
    void wants_rows_but_not_too_many() {
        assertThat(record("id,left")).isInstanceOf(Outcome.Rejected.class);
        var many = Collections.nCopies(RecordFeedback.MAX_ROWS + 1, "a,Yes");
        assertThat(record("id,left\n" + String.join("\n", many)))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(record("id,left\n" + String.join("\n", many.subList(1, many.size()))))
                .isEqualTo(new Outcome.Recorded(RecordFeedback.MAX_ROWS, 0));
    }

    @Test
    void knows_no_other_contract() {
        var command = new RecordFeedback.Command("other", new byte[0], "ada");

        assertThat(recordFeedback.record(command)).isEqualTo(new Outcome.UnknownContract("other"));
    }

    private Outcome record(String table) {
        return recordFeedback.record(
                new RecordFeedback.Command("tiny", table.getBytes(StandardCharsets.UTF_8), "ada"));
    }
}
