package io.holdfast.domain.customers;

import static io.holdfast.domain.customers.SampleFacts.customer;
import static io.holdfast.domain.customers.SampleFacts.event;
import static io.holdfast.domain.customers.SampleFacts.fact;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.customers.CustomerQueries.Event;
import io.holdfast.domain.customers.CustomerQueries.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every `CustomerQueries` promises. Begins empty.
public interface CustomerQueriesContract {

    CustomerQueries customers();

    void store(Fact... facts);

    @Test
    default void knows_nobody_at_first() {
        assertThat(customers().count()).isZero();
        assertThat(customers().find("c1")).isEmpty();
        assertThat(customers().events("c1", Position.START, 10)).isEmpty();
    }

    @Test
    default void tells_what_is_known_of_a_customer() {
        store(
                fact(
                        FactKind.CUSTOMERS,
                        "customer_id",
                        "c1",
                        "first_name",
                        "Zo\u00eb \ud83d\ude00",
                        "birth_date",
                        "1990-02-28",
                        "registered_at",
                        "2024-02-29T23:59:59.123456Z",
                        "annual_income",
                        "60000.00",
                        "total_children",
                        "2"),
                fact(
                        FactKind.LOYALTY,
                        "customer_id",
                        "c1",
                        "tier",
                        "Gold",
                        "points_balance",
                        "120"),
                customer("c2"));

        var profile = customers().find("c1").orElseThrow();

        assertThat(profile.id()).isEqualTo("c1");
        assertThat(profile.fields())
                .isEqualTo(
                        Map.of(
                                "first_name",
                                "Zo\u00eb \ud83d\ude00",
                                "birth_date",
                                "1990-02-28",
                                "registered_at",
                                "2024-02-29T23:59:59.123456Z",
                                "annual_income",
                                "60000.00",
                                "total_children",
                                "2",
                                "tier",
                                "Gold",
                                "points_balance",
                                "120"));
        assertThat(customers().find("c2").orElseThrow().fields()).isEmpty();
        assertThat(customers().count()).isEqualTo(2);
    }

    @Test
    default void lists_the_events_of_a_customer_newest_first() {
        store(
                event("e1", "c1", "2026-01-31T23:59:59.999999Z"),
                event("e2", "c1", "2026-02-01T00:00:00Z"),
                event("e3", "c2", "2026-02-01T00:00:00Z"),
                event("e4", "c1", "2020-02-01T00:00:00Z"));

        var events = customers().events("c1", Position.START, 10);

        assertThat(events).extracting(Event::id).containsExactly("e2", "e1", "e4");
        assertThat(events.get(1))
                .isEqualTo(
                        new Event(
                                "e1",
                                "c1",
                                "page_view",
                                Instant.parse("2026-01-31T23:59:59.999999Z"),
                                "{}"));
        assertThat(customers().events("c1", Position.START, 1)).hasSize(1);
    }

    @Test
    default void a_page_goes_on_where_the_one_before_ended() {
        var noon = "2026-03-01T12:00:00Z";
        store(
                event("e3", "c1", noon),
                event("e1", "c1", noon),
                event("e2", "c1", noon),
                event("e0", "c1", "2026-03-01T11:00:00Z"));

        var seen = new ArrayList<String>();
        var position = Position.START;
        for (var page = customers().events("c1", position, 2);
                !page.isEmpty();
                page = customers().events("c1", position, 2)) {
            page.forEach(event -> seen.add(event.id()));
            position = new Position(page.getLast().at(), page.getLast().id());
            assertThat(seen).hasSizeLessThan(10);
        }

        assertThat(seen).isEqualTo(List.of("e1", "e2", "e3", "e0"));
    }
}
