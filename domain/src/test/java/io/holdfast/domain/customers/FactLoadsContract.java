package io.holdfast.domain.customers;

import static io.holdfast.domain.customers.FactKind.CUSTOMERS;
import static io.holdfast.domain.customers.FactKind.EVENTS;
import static io.holdfast.domain.customers.FactKind.EXTERNAL_IDS;
import static io.holdfast.domain.customers.FactKind.ORDERS;
import static io.holdfast.domain.customers.FactKind.ORDER_LINES;
import static io.holdfast.domain.customers.FactKind.PRODUCTS;
import static io.holdfast.domain.customers.FactKind.RECORDS;
import static io.holdfast.domain.customers.FactKind.RETURNS;
import static io.holdfast.domain.customers.SampleFacts.customer;
import static io.holdfast.domain.customers.SampleFacts.event;
import static io.holdfast.domain.customers.SampleFacts.fact;
import static io.holdfast.domain.customers.SampleFacts.line;
import static io.holdfast.domain.customers.SampleFacts.order;
import static io.holdfast.domain.customers.SampleFacts.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.domain.customers.FactLoads.Count;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every `FactLoads` promises. Begins empty.
public interface FactLoadsContract {

    String SHOP = "shop";

    FactLoads loads();

    Transactions transactions();

    /// What is stored, by key, in the spelling of the types; absent values left out.
    List<Map<String, String>> stored(FactKind kind);

    /// What waits, likewise.
    List<Map<String, String>> quarantined(FactKind kind);

    private List<Count> load(Fact... facts) {
        return loadFrom(SHOP, facts);
    }

    private List<Count> loadFrom(String source, Fact... facts) {
        return transactions()
                .call(() -> {
                    var load = loads().begin(source);
                    for (var fact : facts) {
                        load.add(fact);
                    }
                    return load.finish();
                });
    }

    private static Count count(
            FactKind kind,
            long inserted,
            long updated,
            long unchanged,
            long superseded,
            long quarantined,
            long released) {
        long read = inserted + updated + unchanged + superseded + quarantined;
        return new Count(
                kind, read, inserted, updated, unchanged, superseded, quarantined, released);
    }

    private static Fact named(String id, String name, String registered) {
        return fact(CUSTOMERS, "customer_id", id, "first_name", name, "registered_at", registered);
    }

    private String said(FactKind kind, String field) {
        return stored(kind).stream().map(row -> row.getOrDefault(field, "")).toList().toString();
    }

    @Test
    default void stores_facts_of_every_kind_whatever_their_order() {
        var counts =
                load(
                        fact(
                                RECORDS,
                                "collection",
                                "shipments",
                                "record_id",
                                "s1",
                                "order_id",
                                "o1",
                                "fields",
                                "{\"weight\": 2}"),
                        event("e1", "c1", "2026-03-01T10:00:00Z"),
                        fact(
                                FactKind.APP_SESSIONS,
                                "session_id",
                                "a1",
                                "customer_id",
                                "c1",
                                "started_at",
                                "2026-03-01T10:00:00Z",
                                "minutes",
                                "1.50"),
                        fact(
                                FactKind.TICKETS,
                                "ticket_id",
                                "t1",
                                "customer_id",
                                "c1",
                                "created_at",
                                "2026-03-01T10:00:00Z",
                                "priority",
                                "urgent",
                                "satisfaction",
                                "4.5"),
                        fact(
                                RETURNS,
                                "return_id",
                                "r1",
                                "product_id",
                                "p1",
                                "returned_at",
                                "2026-03-02T00:00:00Z",
                                "quantity",
                                "1",
                                "order_id",
                                "o1"),
                        line("o1", "p1", "2"),
                        order("o1", "c1"),
                        product("p1", "9.99"),
                        fact(FactKind.LOYALTY, "customer_id", "c1", "tier", "Gold"),
                        fact(
                                EXTERNAL_IDS,
                                "source",
                                "till",
                                "external_id",
                                "17",
                                "customer_id",
                                "c1"),
                        customer("c1"));

        assertThat(counts).extracting(Count::kind).containsExactly(FactKind.values());
        assertThat(counts).allMatch(one -> one.read() == 1 && one.inserted() == 1);
        assertThat(FactKind.values()).allMatch(kind -> stored(kind).size() == 1);
        assertThat(stored(FactKind.TICKETS).getFirst())
                .isEqualTo(
                        Map.of(
                                "ticket_id",
                                "t1",
                                "customer_id",
                                "c1",
                                "created_at",
                                "2026-03-01T10:00:00Z",
                                "priority",
                                "urgent",
                                "satisfaction",
                                "4.5"));
        assertThat(stored(RECORDS).getFirst()).containsEntry("fields", "{\"weight\": 2}");
    }

    @Test
    default void keeps_text_as_it_is() {
        var text = "a\tb\\n\\N\r\n\"c\" 'd' ,;| Zo\u00eb \ud83d\ude00 \\.";

        load(fact(CUSTOMERS, "customer_id", "\\.", "address", text, "first_name", "\\N"));

        assertThat(stored(CUSTOMERS))
                .containsExactly(
                        Map.of("customer_id", "\\.", "address", text, "first_name", "\\N"));
    }

    @Test
    default void the_same_load_again_changes_nothing() {
        var facts =
                new Fact[] {
                    named("c1", "Ann", "2024-01-01T00:00:00Z"),
                    product("p1", "9.99"),
                    order("o1", "c1"),
                    line("o1", "p1", "2"),
                    line("o1", "p1", "3"),
                    fact(
                            RETURNS,
                            "product_id",
                            "p1",
                            "returned_at",
                            "2026-03-02T00:00:00Z",
                            "quantity",
                            "1"),
                    event("e1", "c1", "2026-03-01T10:00:00.123456Z")
                };
        load(facts);
        var before = List.of(FactKind.values()).stream().map(this::stored).toList();

        var counts = load(facts);

        assertThat(counts).allMatch(one -> one.unchanged() == one.read());
        assertThat(List.of(FactKind.values()).stream().map(this::stored).toList())
                .isEqualTo(before);
    }

    @Test
    default void a_load_of_nothing_counts_nothing() {
        assertThat(load()).isEmpty();
    }

    @Test
    default void begins_in_a_transaction_only() {
        assertThatThrownBy(() -> loads().begin(SHOP)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void takes_nothing_once_it_is_finished() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    var load = loads().begin(SHOP);
                                    load.add(customer("c1"));
                                    var _ = load.finish();
                                    load.add(customer("c2"));
                                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stored(CUSTOMERS)).isEmpty();
    }

    @Test
    default void refuses_a_fact_that_lacks_what_its_kind_requires() {
        assertThatThrownBy(() -> load(fact(ORDERS, "order_id", "o1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customer_id");
    }

    @Test
    default void a_transaction_that_rolls_back_stores_nothing() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    load(customer("c1"), order("o2", "c9"));
                                    throw new IllegalStateException("changed my mind");
                                }))
                .hasMessage("changed my mind");

        assertThat(stored(CUSTOMERS)).isEmpty();
        assertThat(quarantined(ORDERS)).isEmpty();
    }

    @Test
    default void one_transaction_may_hold_load_after_load() {
        transactions()
                .run(() -> {
                    load(customer("c1"));
                    assertThat(load(customer("c1"), customer("c2")))
                            .containsExactly(count(CUSTOMERS, 1, 0, 1, 0, 0, 0));
                });
    }

    @Test
    default void a_corrected_fact_updates_and_an_absent_value_leaves_what_is_stored() {
        load(named("c1", "Ann", "2024-01-01T00:00:00Z"), customer("c2"));

        var counts =
                load(
                        fact(CUSTOMERS, "customer_id", "c1", "last_name", "Lee"),
                        customer("c2"),
                        customer("c3"));

        assertThat(counts).containsExactly(count(CUSTOMERS, 1, 1, 1, 0, 0, 0));
        assertThat(stored(CUSTOMERS).getFirst())
                .containsEntry("first_name", "Ann")
                .containsEntry("last_name", "Lee");
    }

    @Test
    default void of_facts_with_one_key_the_last_counts() {
        load(customer("c1"));

        var counts =
                load(
                        fact(
                                ORDERS,
                                "order_id",
                                "o1",
                                "customer_id",
                                "c9",
                                "ordered_at",
                                "2026-03-01T12:00:00Z"),
                        fact(
                                ORDERS,
                                "order_id",
                                "o1",
                                "customer_id",
                                "c1",
                                "ordered_at",
                                "2026-03-01T12:00:00Z",
                                "channel",
                                "web"),
                        fact(
                                ORDERS,
                                "order_id",
                                "o1",
                                "customer_id",
                                "c1",
                                "ordered_at",
                                "2026-03-01T12:00:00Z",
                                "store",
                                "north"));

        assertThat(counts).containsExactly(count(ORDERS, 1, 0, 0, 2, 0, 0));
        assertThat(stored(ORDERS).getFirst())
                .containsEntry("store", "north")
                .doesNotContainKey("channel");
        assertThat(quarantined(ORDERS)).isEmpty();
    }

    @Test
    default void of_customers_the_one_registered_last_counts() {
        var counts =
                load(
                        named("c1", "newest", "2025-01-01T00:00:00Z"),
                        named("c1", "older", "2024-01-01T00:00:00Z"),
                        fact(CUSTOMERS, "customer_id", "c1", "first_name", "undated"));

        assertThat(counts).containsExactly(count(CUSTOMERS, 1, 0, 0, 2, 0, 0));
        assertThat(said(CUSTOMERS, "first_name")).isEqualTo("[newest]");

        assertThat(load(named("c1", "older", "2024-12-31T23:59:59Z")))
                .containsExactly(count(CUSTOMERS, 0, 0, 1, 0, 0, 0));
        assertThat(load(named("c1", "as new", "2025-01-01T00:00:00Z")))
                .containsExactly(count(CUSTOMERS, 0, 1, 0, 0, 0, 0));
        assertThat(said(CUSTOMERS, "first_name")).isEqualTo("[as new]");
    }

    @Test
    default void a_fact_about_an_unknown_customer_waits_for_it() {
        assertThat(load(order("o1", "c1"))).containsExactly(count(ORDERS, 0, 0, 0, 0, 1, 0));
        assertThat(load(order("o1", "c1"))).containsExactly(count(ORDERS, 0, 0, 0, 0, 1, 0));
        assertThat(stored(ORDERS)).isEmpty();
        assertThat(quarantined(ORDERS)).hasSize(1);

        assertThat(load(customer("c1")))
                .containsExactly(
                        count(CUSTOMERS, 1, 0, 0, 0, 0, 0), count(ORDERS, 0, 0, 0, 0, 0, 1));

        assertThat(stored(ORDERS)).hasSize(1);
        assertThat(quarantined(ORDERS)).isEmpty();
    }

    @Test
    default void what_waits_is_released_in_chains_and_only_when_all_is_there() {
        load(order("o1", "c1"), line("o1", "p1", "2"));

        assertThat(load(customer("c1")))
                .containsExactly(
                        count(CUSTOMERS, 1, 0, 0, 0, 0, 0), count(ORDERS, 0, 0, 0, 0, 0, 1));
        assertThat(quarantined(ORDER_LINES)).hasSize(1);

        assertThat(load(product("p1", "4.50")))
                .containsExactly(
                        count(PRODUCTS, 1, 0, 0, 0, 0, 0), count(ORDER_LINES, 0, 0, 0, 0, 0, 1));
        assertThat(said(ORDER_LINES, "line_total")).isEqualTo("[9.00]");
        assertThat(said(ORDERS, "total")).isEqualTo("[9.00]");
    }

    @Test
    default void a_customer_releases_its_order_and_the_order_its_lines() {
        load(product("p1", "4.50"), order("o1", "c1"), line("o1", "p1", "1"));
        load(line("o1", "p1", "2"));

        var counts = load(customer("c1"));

        assertThat(counts)
                .containsExactly(
                        count(CUSTOMERS, 1, 0, 0, 0, 0, 0),
                        count(ORDERS, 0, 0, 0, 0, 0, 1),
                        count(ORDER_LINES, 0, 0, 0, 0, 0, 1));
        // A line without a number is the first of its order in each load.
        assertThat(said(ORDER_LINES, "quantity")).isEqualTo("[2]");
        assertThat(said(ORDERS, "total")).isEqualTo("[9.00]");
    }

    @Test
    default void a_waiting_fact_that_comes_again_corrected_is_stored_once() {
        load(order("o1", "c9"));

        load(customer("c1"), order("o1", "c1"));
        load(customer("c9"));

        assertThat(quarantined(ORDERS)).isEmpty();
        assertThat(said(ORDERS, "customer_id")).isEqualTo("[c1]");
    }

    @Test
    default void a_correction_of_what_waits_keeps_what_it_does_not_say() {
        load(
                fact(
                        ORDERS,
                        "order_id",
                        "o1",
                        "customer_id",
                        "c1",
                        "ordered_at",
                        "2026-03-01T12:00:00Z",
                        "channel",
                        "web",
                        "store",
                        "north"));
        load(
                fact(
                        ORDERS,
                        "order_id",
                        "o1",
                        "customer_id",
                        "c1",
                        "ordered_at",
                        "2026-03-01T12:00:00Z",
                        "channel",
                        "app"));

        load(customer("c1"));

        assertThat(stored(ORDERS).getFirst())
                .containsEntry("channel", "app")
                .containsEntry("store", "north");
    }

    @Test
    default void ids_of_a_source_lead_to_ours() {
        load(
                customer("c1"),
                fact(EXTERNAL_IDS, "source", "till", "external_id", "17", "customer_id", "c1"));

        loadFrom("till", order("o1", "17"), named("17", "Ann", "2024-01-01T00:00:00Z"));
        loadFrom("other", order("o2", "17"));

        assertThat(said(ORDERS, "customer_id")).isEqualTo("[c1]");
        assertThat(said(CUSTOMERS, "first_name")).isEqualTo("[Ann]");
        assertThat(quarantined(ORDERS)).hasSize(1);
    }

    @Test
    default void an_id_of_a_source_releases_what_it_leads_to() {
        loadFrom("till", order("o1", "17"));

        load(
                customer("c1"),
                fact(EXTERNAL_IDS, "source", "till", "external_id", "17", "customer_id", "c1"));

        assertThat(said(ORDERS, "customer_id")).isEqualTo("[c1]");
        assertThat(quarantined(ORDERS)).isEmpty();
    }

    @Test
    default void an_id_of_the_same_load_leads_to_ours() {
        loadFrom(
                "till",
                order("o1", "17"),
                fact(EXTERNAL_IDS, "source", "till", "external_id", "17", "customer_id", "c1"),
                customer("c1"));

        assertThat(said(ORDERS, "customer_id")).isEqualTo("[c1]");
    }

    @Test
    default void fills_in_what_an_order_and_its_lines_leave_open() {
        load(
                customer("c1"),
                product("p1", "9.99"),
                fact(PRODUCTS, "product_id", "p2"),
                order("o1", "c1"),
                line("o1", "p1", "3"),
                line("o1", "p2", "1"),
                fact(
                        ORDER_LINES,
                        "order_id",
                        "o1",
                        "product_id",
                        "p1",
                        "quantity",
                        "2",
                        "unit_price",
                        "5.0050",
                        "discount",
                        "1.00"));

        assertThat(said(ORDERS, "status")).isEqualTo("[completed]");
        assertThat(said(ORDER_LINES, "line_no")).isEqualTo("[1, 2, 3]");
        assertThat(said(ORDER_LINES, "unit_price")).isEqualTo("[9.9900, 0.0000, 5.0050]");
        assertThat(said(ORDER_LINES, "line_total")).isEqualTo("[29.97, 0.00, 9.01]");
        assertThat(said(ORDERS, "total")).isEqualTo("[38.98]");
    }

    @Test
    default void a_total_that_was_said_stays() {
        load(
                customer("c1"),
                product("p1", "9.99"),
                fact(
                        ORDERS,
                        "order_id",
                        "o1",
                        "customer_id",
                        "c1",
                        "ordered_at",
                        "2026-03-01T12:00:00Z",
                        "total",
                        "25.00",
                        "status",
                        "pending"),
                fact(
                        ORDER_LINES,
                        "order_id",
                        "o1",
                        "product_id",
                        "p1",
                        "quantity",
                        "3",
                        "line_total",
                        "20.00"));
        load(order("o1", "c1"), line("o1", "p1", "3"));

        assertThat(said(ORDERS, "total")).isEqualTo("[25.00]");
        assertThat(said(ORDERS, "status")).isEqualTo("[pending]");
        assertThat(said(ORDER_LINES, "line_total")).isEqualTo("[20.00]");
    }

    @Test
    default void totals_follow_a_corrected_line() {
        load(customer("c1"), product("p1", "10.00"), order("o1", "c1"), line("o1", "p1", "3"));
        load(product("p1", "99.00"));

        assertThat(load(line("o1", "p1", "2")))
                .containsExactly(count(ORDER_LINES, 0, 1, 0, 0, 0, 0));

        assertThat(said(ORDER_LINES, "line_total")).isEqualTo("[20.00]");
        assertThat(said(ORDERS, "total")).isEqualTo("[20.00]");
    }

    @Test
    default void numbers_lines_after_those_that_have_a_number() {
        load(
                customer("c1"),
                product("p1", "1.00"),
                order("o1", "c1"),
                line("o1", "p1", "7"),
                fact(
                        ORDER_LINES,
                        "order_id",
                        "o1",
                        "line_no",
                        "5",
                        "product_id",
                        "p1",
                        "quantity",
                        "2"),
                line("o1", "p1", "8"));

        assertThat(said(ORDER_LINES, "line_no")).isEqualTo("[5, 6, 7]");
        assertThat(said(ORDER_LINES, "quantity")).isEqualTo("[2, 7, 8]");
    }

    @Test
    default void returns_without_an_id_are_told_apart_by_what_they_say() {
        var back =
                new String[] {
                    "product_id", "p1", "returned_at", "2026-03-02T00:00:00Z", "quantity", "1"
                };
        var other = back.clone();
        other[5] = "2";

        var counts =
                load(
                        product("p1", "1.00"),
                        fact(RETURNS, back),
                        fact(RETURNS, other),
                        fact(RETURNS, back));

        assertThat(counts.getLast()).isEqualTo(count(RETURNS, 2, 0, 0, 1, 0, 0));
    }

    @Test
    default void an_event_waits_for_nobody_and_is_known_by_its_id() {
        load(event("e1", "nobody", "2026-03-01T10:00:00Z"));

        assertThat(
                        load(
                                event("e1", "nobody", "2025-12-31T23:59:59Z"),
                                event("e2", "nobody", "1999-01-01T00:00:00Z")))
                .containsExactly(count(EVENTS, 1, 1, 0, 0, 0, 0));

        assertThat(said(EVENTS, "event_id")).isEqualTo("[e1, e2]");
        assertThat(said(EVENTS, "occurred_at"))
                .isEqualTo("[2025-12-31T23:59:59Z, 1999-01-01T00:00:00Z]");
    }

    @Test
    default void many_events_are_stored_as_few_are() {
        load(
                customer("c1"),
                fact(EXTERNAL_IDS, "source", "till", "external_id", "17", "customer_id", "c1"));
        var many = new ArrayList<Fact>();
        for (int i = 0; i < 1_500; i++) {
            many.add(event("e" + i, i % 2 == 0 ? "17" : "18", "2026-03-01T10:00:00Z"));
        }
        var few = many.subList(0, 10);
        var corrected = event("e1", "17", "2026-02-01T10:00:00Z");
        var fewInAll = Stream.concat(few.stream(), Stream.of(corrected)).toArray(Fact[]::new);
        var manyInAll = Stream.concat(many.stream(), Stream.of(corrected)).toArray(Fact[]::new);

        assertThat(loadFrom("till", fewInAll)).containsExactly(count(EVENTS, 10, 0, 0, 1, 0, 0));
        assertThat(loadFrom("till", fewInAll)).containsExactly(count(EVENTS, 0, 0, 10, 1, 0, 0));
        assertThat(loadFrom("till", manyInAll))
                .containsExactly(count(EVENTS, 1_490, 0, 10, 1, 0, 0));
        assertThat(loadFrom("till", event("e1", "17", "2026-02-01T10:00:01Z"), corrected))
                .containsExactly(count(EVENTS, 0, 0, 1, 1, 0, 0));

        assertThat(stored(EVENTS)).hasSize(1_500);
        assertThat(stored(EVENTS).subList(0, 2))
                .extracting(row -> row.get("customer_id"), row -> row.get("occurred_at"))
                .containsExactly(
                        tuple("c1", "2026-03-01T10:00:00Z"), tuple("c1", "2026-02-01T10:00:00Z"));
        assertThat(stored(EVENTS).getLast()).containsEntry("customer_id", "18");
    }

    @Test
    default void an_event_under_an_id_of_its_source_follows_it_once_it_leads_to_ours() {
        var at = "2026-03-01T12:00:00Z";
        loadFrom("till", event("e1", "17", at));
        loadFrom("web", event("e2", "17", at), customer("c3"));
        loadFrom("till", event("e3", "18", at), customer("c3"));
        var id = fact(EXTERNAL_IDS, "source", "till", "external_id", "17", "customer_id", "c1");

        load(id);
        assertThat(said(EVENTS, "customer_id")).isEqualTo("[17, 17, 18]");

        load(customer("c1"));
        assertThat(said(EVENTS, "customer_id")).isEqualTo("[c1, 17, 18]");

        loadFrom(
                "till",
                fact(EXTERNAL_IDS, "source", "till", "external_id", "18", "customer_id", "c1"),
                fact(EXTERNAL_IDS, "source", "web", "external_id", "17", "customer_id", "c3"),
                event("e4", "18", at));
        assertThat(said(EVENTS, "customer_id")).isEqualTo("[c1, c3, c1, c1]");
    }

    @Test
    default void a_corrected_event_is_its_last_sources() {
        var at = "2026-03-01T12:00:00Z";
        loadFrom("web", event("e1", "16", at));
        loadFrom("till", event("e1", "17", at));

        load(
                customer("c1"),
                customer("c2"),
                fact(EXTERNAL_IDS, "source", "web", "external_id", "17", "customer_id", "c2"),
                fact(EXTERNAL_IDS, "source", "till", "external_id", "17", "customer_id", "c1"));

        assertThat(said(EVENTS, "customer_id")).isEqualTo("[c1]");
    }

    @Test
    default void events_keep_what_a_correction_does_not_say() {
        load(
                fact(
                        EVENTS,
                        "event_id",
                        "e1",
                        "customer_id",
                        "c1",
                        "type",
                        "purchase",
                        "occurred_at",
                        "2026-03-01T10:00:00.123456789Z",
                        "metadata",
                        "{\"note\": \"caf\u00e9 \\\\ \\n\"}"));
        var before = stored(EVENTS);

        assertThat(load(event("e1", "c2", "2026-03-01T10:00:00.123456Z")))
                .containsExactly(count(EVENTS, 0, 1, 0, 0, 0, 0));

        assertThat(stored(EVENTS).getFirst())
                .containsEntry("customer_id", "c2")
                .containsEntry("metadata", before.getFirst().get("metadata"))
                .containsEntry("occurred_at", "2026-03-01T10:00:00.123456Z");
    }

    @Test
    default void loads_at_once_are_all_stored() {
        load(product("p1", "1.00"));

        AtOnce.call(
                4,
                caller -> {
                    for (int round = 0; round < 5; round++) {
                        // In turn from the end and from the beginning.
                        boolean forwards = (caller + round) % 2 == 0;
                        var first = order("o" + (forwards ? 1 : 2), "c1");
                        var second = order("o" + (forwards ? 2 : 1), "c1");
                        load(line("o1", "p1", String.valueOf(caller + 1)), first, second);
                        load(customer(forwards ? "c1" : "c2"), customer(forwards ? "c2" : "c1"));
                        load(event("e1", "c1", "2026-03-01T10:00:0" + caller + "Z"));
                    }
                    return caller;
                });

        assertThat(stored(CUSTOMERS)).hasSize(2);
        assertThat(stored(ORDERS)).hasSize(2);
        assertThat(stored(ORDER_LINES)).hasSize(1);
        assertThat(stored(EVENTS)).hasSize(1);
        assertThat(quarantined(ORDERS)).isEmpty();
        assertThat(said(ORDERS, "total"))
                .isEqualTo("[" + stored(ORDER_LINES).getFirst().get("line_total") + ", 0.00]");
    }
}
