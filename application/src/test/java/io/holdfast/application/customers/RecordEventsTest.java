package io.holdfast.application.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.customers.RecordEvents.Command;
import io.holdfast.application.customers.RecordEvents.Outcome;
import io.holdfast.application.customers.RecordEvents.Sent;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.InMemoryFactLoads;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.Violation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryFactLoads loads = new InMemoryFactLoads(transactions);
    private final RecordEvents recordEvents =
            new RecordEvents(transactions, loads, new SequentialIds(), () -> NOW);

    private static Sent sent(String id) {
        return new Sent("#", id, "c1", "search", NOW.toString(), "{\"q\":\"x\"}");
    }

    private Outcome record(Sent... events) {
        return recordEvents.record(new Command("shop", List.of(events), List.of()));
    }

    @Test
    void stores_events_and_makes_ids_for_those_without() {
        assertThat(record(sent("e1"), sent(""))).isEqualTo(new Outcome.Recorded(2, 0));

        assertThat(loads.stored(FactKind.EVENTS)).hasSize(2);
    }

    @Test
    void an_event_that_came_before_is_a_duplicate() {
        record(sent("e1"));

        assertThat(record(sent("e1"), sent("e2"), sent("e2")))
                .isEqualTo(new Outcome.Recorded(1, 2));
        assertThat(loads.stored(FactKind.EVENTS)).hasSize(2);
    }

    @Test
    void names_every_fault_of_every_event_and_stores_none() {
        var shape = new Violation("#/3", "must be a JSON object");
        var late = NOW.plusSeconds(61).toString();
        var outcome =
                recordEvents.record(
                        new Command(
                                "shop",
                                List.of(
                                        sent("e1"),
                                        new Sent("#/1", "e2", "", "stare", "noon", "[]"),
                                        new Sent("#/2", "x".repeat(201), "c", "search", late, "")),
                                List.of(shape)));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected) outcome).violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "#/3",
                        "#/1/user_id",
                        "#/1/event_type",
                        "#/1/timestamp",
                        "#/1/metadata",
                        "#/2/event_id",
                        "#/2/timestamp");
        assertThat(loads.stored(FactKind.EVENTS)).isEmpty();
    }

    @Test
    void takes_one_to_a_thousand() {
        assertThat(record()).isEqualTo(new Outcome.WrongSize(0));
        assertThat(many(RecordEvents.MAX_EVENTS))
                .isEqualTo(new Outcome.Recorded(RecordEvents.MAX_EVENTS, 0));
        assertThat(many(RecordEvents.MAX_EVENTS + 1))
                .isEqualTo(new Outcome.WrongSize(RecordEvents.MAX_EVENTS + 1));
    }

    private Outcome many(int size) {
        return recordEvents.record(
                new Command("shop", Collections.nCopies(size, sent("")), List.of()));
    }
}
