package io.holdfast.domain.scoring;

import static io.holdfast.domain.scoring.SampleFacts.customer;
import static io.holdfast.domain.scoring.SampleFacts.fact;
import static io.holdfast.domain.scoring.SampleFacts.line;
import static io.holdfast.domain.scoring.SampleFacts.order;
import static io.holdfast.domain.scoring.SampleFacts.product;
import static io.holdfast.domain.scoring.SampleFacts.returned;
import static io.holdfast.domain.scoring.SampleFacts.stranger;
import static io.holdfast.domain.scoring.SampleFacts.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every `StoredFeatures` promises. Begins without facts.
public interface StoredFeaturesContract {

    Instant AS_OF = Instant.parse("2026-03-01T00:00:00Z");

    StoredFeatures features();

    /// Stores facts: what they are about before them.
    void given(List<Fact> facts);

    private Map<String, String> row(FeatureSet set, String entity, Instant asOf) {
        var row = features().find(set, entity, asOf).orElseThrow();
        return byName(row.header(), row.cells());
    }

    private static Map<String, String> byName(List<String> header, List<String> cells) {
        assertThat(cells).hasSameSizeAs(header);
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            named.put(header.get(i), cells.get(i));
        }
        return named;
    }

    private static List<Map<String, String>> read(RowStream rows, int batch) {
        try (rows) {
            var header = ((RowStream.Header.Read) rows.header()).names();
            var read = new ArrayList<Map<String, String>>();
            while (true) {
                switch (rows.next(batch)) {
                    case RowStream.Batch.Rows(var some) ->
                            some.forEach(row -> read.add(byName(header, row.cells())));
                    case RowStream.Batch.End() -> {
                        return read;
                    }
                    case RowStream.Batch.Unreadable(var reason) -> throw new AssertionError(reason);
                }
            }
        }
    }

    private static void assertNumber(Map<String, String> row, String name, double value) {
        assertThat(Double.parseDouble(row.get(name))).as(name).isCloseTo(value, within(0.005));
    }

    @Test
    default void tells_when_how_often_and_for_how_much_a_customer_bought() {
        given(
                List.of(
                        customer("c1", "2025-01-01T00:00:00Z"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "100.10"),
                        order("o2", "c1", "2026-02-10T12:00:00Z", "50.00"),
                        order("o3", "c1", "2026-02-20T12:00:00Z", "999", "cancelled")));

        var row = row(FeatureSet.RFM, "c1", AS_OF);

        assertThat(row.keySet())
                .containsExactly(
                        "customer_id",
                        "recency",
                        "frequency",
                        "monetary",
                        "avg_order_value",
                        "total_quantity",
                        "annual_income",
                        "total_children",
                        "education_level",
                        "occupation",
                        "home_owner");
        assertThat(row).containsEntry("customer_id", "c1");
        // 18.5 days: whole elapsed days, not dates apart.
        assertNumber(row, "recency", 18);
        assertNumber(row, "frequency", 2);
        assertNumber(row, "monetary", 150.10);
        assertNumber(row, "avg_order_value", 75.05);
    }

    @Test
    default void leaves_a_cell_empty_where_nothing_is_known() {
        given(
                List.of(
                        customer("c1", "2025-01-01T00:00:00Z"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "100")));

        assertThat(row(FeatureSet.RFM, "c1", AS_OF))
                .containsEntry("total_quantity", "")
                .containsEntry("annual_income", "")
                .containsEntry("education_level", "")
                .containsEntry("home_owner", "");
    }

    @Test
    default void tells_what_is_known_of_a_customer() {
        given(
                List.of(
                        fact(
                                FactKind.CUSTOMERS,
                                "customer_id",
                                "c1",
                                "annual_income",
                                "90000",
                                "total_children",
                                "2",
                                "education_level",
                                "Bachelors",
                                "home_owner",
                                "Y"),
                        product("p1", "3"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "100"),
                        line("o1", "p1", "3")));

        var row = row(FeatureSet.RFM, "c1", AS_OF);

        assertNumber(row, "total_quantity", 3);
        assertNumber(row, "annual_income", 90_000);
        assertThat(row)
                .containsEntry("total_children", "2")
                .containsEntry("education_level", "Bachelors")
                .containsEntry("home_owner", "Y");
    }

    @Test
    default void a_fact_of_the_moment_itself_is_not_before_it() {
        given(
                List.of(
                        stranger("c1"),
                        order("o1", "c1", "2026-02-28T23:59:59Z", "10"),
                        order("o2", "c1", "2026-03-01T00:00:00Z", "1000")));

        assertNumber(row(FeatureSet.RFM, "c1", AS_OF), "monetary", 10);
        assertNumber(row(FeatureSet.RFM, "c1", AS_OF.plusMillis(1)), "monetary", 1010);
        assertThat(features().find(FeatureSet.RFM, "c1", Instant.parse("2026-02-28T23:59:59Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void has_no_row_of_what_is_unknown(FeatureSet set) {
        assertThat(features().find(set, "nobody", AS_OF)).isEmpty();
        assertThat(read(features().all(set, AS_OF), 10)).isEmpty();
    }

    @Test
    default void has_no_recency_of_a_customer_who_completed_no_order() {
        given(
                List.of(
                        customer("c1", "2025-01-01T00:00:00Z"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "10", "failed")));

        assertThat(features().find(FeatureSet.RFM, "c1", AS_OF)).isEmpty();
        assertThat(features().find(FeatureSet.ECOMMERCE, "c1", AS_OF)).isPresent();
    }

    @Test
    default void tells_what_an_online_shop_knows_of_a_customer() {
        given(
                List.of(
                        customer("c1", "2026-01-01T00:00:00Z"),
                        product("p1", "30"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "60"),
                        order("o2", "c1", "2026-02-01T12:00:00Z", "10", "failed"),
                        ticket("t1", "c1", "2026-02-01T00:00:00Z"),
                        ticket("t2", "c1", "2026-03-01T00:00:00Z"),
                        fact(
                                FactKind.RETURNS,
                                "return_id",
                                "r1",
                                "product_id",
                                "p1",
                                "customer_id",
                                "c1",
                                "returned_at",
                                "2026-01-20T00:00:00Z",
                                "quantity",
                                "1")));

        var row = row(FeatureSet.ECOMMERCE, "c1", AS_OF);

        assertThat(row.keySet())
                .containsExactly(
                        "customer_id",
                        "total_orders",
                        "total_spent",
                        "avg_order_value",
                        "days_since_last_order",
                        "support_tickets",
                        "product_returns",
                        "email_engagement",
                        "login_frequency",
                        "payment_failures",
                        "discount_usage",
                        "loyalty_points",
                        "account_age_days");
        assertNumber(row, "total_orders", 1);
        assertNumber(row, "total_spent", 60);
        assertNumber(row, "avg_order_value", 60);
        assertNumber(row, "days_since_last_order", 49);
        assertNumber(row, "support_tickets", 1);
        assertNumber(row, "product_returns", 1);
        assertNumber(row, "payment_failures", 1);
        assertNumber(row, "account_age_days", 59);
    }

    /// The contract has no rule for their absence.
    @Test
    default void leaves_no_cell_of_an_online_shop_empty() {
        given(List.of(customer("c1", "2026-01-01T00:00:00Z")));

        assertThat(row(FeatureSet.ECOMMERCE, "c1", AS_OF)).doesNotContainValue("");
    }

    @Test
    default void an_account_without_a_registration_is_as_old_as_its_first_order() {
        given(List.of(stranger("c1"), order("o1", "c1", "2026-02-19T00:00:00Z", "60")));

        assertNumber(row(FeatureSet.ECOMMERCE, "c1", AS_OF), "account_age_days", 10);
        assertThat(
                        features()
                                .find(
                                        FeatureSet.ECOMMERCE,
                                        "c1",
                                        Instant.parse("2026-02-19T00:00:00Z")))
                .isEmpty();
    }

    /// What became known of a customer later, a registration for instance, is not told of before.
    @Test
    default void counts_days_from_nothing_that_came_later() {
        given(
                List.of(
                        customer("bought", "2026-03-20T00:00:00Z"),
                        order("o1", "bought", "2026-02-01T00:00:00Z", "10"),
                        customer("failed", "2026-03-20T00:00:00Z"),
                        order("o2", "failed", "2026-02-01T00:00:00Z", "10", "failed"),
                        stranger("undated"),
                        order("o3", "undated", "2026-02-01T00:00:00Z", "10", "failed"),
                        order("o4", "undated", "2026-02-11T00:00:00Z", "10"),
                        customer("browsing", "2026-02-19T00:00:00Z"),
                        order("o5", "browsing", "2026-02-01T00:00:00Z", "10", "cancelled")));

        var rows = read(features().all(FeatureSet.ECOMMERCE, AS_OF), 10);

        assertThat(rows)
                .extracting(
                        row -> row.get("customer_id"),
                        row -> row.get("days_since_last_order"),
                        row -> row.get("account_age_days"),
                        row -> row.get("payment_failures"))
                .containsExactly(
                        tuple("bought", "28", "28", "0"),
                        tuple("browsing", "10", "10", "0"),
                        tuple("undated", "18", "18", "1"));
        assertThat(features().find(FeatureSet.ECOMMERCE, "failed", AS_OF)).isEmpty();
    }

    private static Fact event(String id, String type, String at) {
        return fact(
                FactKind.EVENTS,
                "event_id",
                id,
                "customer_id",
                "c1",
                "type",
                type,
                "occurred_at",
                at);
    }

    private static Fact session(String id, String at) {
        return fact(FactKind.APP_SESSIONS, "session_id", id, "customer_id", "c1", "started_at", at);
    }

    @Test
    default void counts_logins_and_sessions_of_the_last_30_days() {
        given(
                List.of(
                        customer("c1", "2025-01-01T00:00:00Z"),
                        event("e1", "login", "2026-01-29T23:59:59Z"),
                        event("e2", "login", "2026-01-30T00:00:00Z"),
                        event("e3", "login", "2026-02-28T23:59:59Z"),
                        event("e4", "login", "2026-03-01T00:00:00Z"),
                        event("e5", "logout", "2026-02-10T00:00:00Z"),
                        session("s1", "2026-01-29T23:59:59Z"),
                        session("s2", "2026-01-30T00:00:00Z"),
                        session("s3", "2026-03-01T00:00:00Z")));

        assertThat(row(FeatureSet.ECOMMERCE, "c1", AS_OF)).containsEntry("login_frequency", "3");
    }

    /// Points and engagement have no date: those of today tell what became of the customer.
    @Test
    default void tells_what_has_no_date_as_it_is_but_teaches_nothing_by_it() {
        given(
                List.of(
                        fact(
                                FactKind.CUSTOMERS,
                                "customer_id",
                                "c1",
                                "registered_at",
                                "2025-01-01T00:00:00Z",
                                "email_engagement",
                                "0.5"),
                        fact(FactKind.LOYALTY, "customer_id", "c1", "points_balance", "700"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "5")));

        var told = row(FeatureSet.ECOMMERCE, "c1", AS_OF);
        assertNumber(told, "loyalty_points", 700);
        assertNumber(told, "email_engagement", 0.5);

        var taught =
                read(features().labelled(FeatureSet.ECOMMERCE, AS_OF, Duration.ofDays(30)), 10);
        assertThat(taught).hasSize(1);
        assertThat(taught.getFirst())
                .containsEntry("loyalty_points", "0")
                .containsEntry("email_engagement", "0")
                .containsEntry("total_orders", "1");
    }

    @Test
    default void counts_every_piece_that_a_customer_sent_back() {
        given(
                List.of(
                        customer("c1", "2025-01-01T00:00:00Z"),
                        product("p1", "30"),
                        fact(
                                FactKind.RETURNS,
                                "return_id",
                                "r1",
                                "product_id",
                                "p1",
                                "customer_id",
                                "c1",
                                "returned_at",
                                "2026-01-20T00:00:00Z",
                                "quantity",
                                "3")));

        assertNumber(row(FeatureSet.ECOMMERCE, "c1", AS_OF), "product_returns", 3);
    }

    @Test
    default void tells_how_often_a_product_came_back() {
        given(
                List.of(
                        stranger("c1"),
                        product("p1", "1000.50"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "60"),
                        order("o2", "c1", "2026-01-11T12:00:00Z", "60", "cancelled"),
                        line("o1", "p1", "8"),
                        line("o2", "p1", "100"),
                        returned("r1", "p1", "2026-01-20T00:00:00Z", "2"),
                        returned("r2", "p1", "2026-03-01T00:00:00Z", "5")));

        var row = row(FeatureSet.RETURN_RISK, "p1", AS_OF);

        assertThat(row.keySet())
                .containsExactly(
                        "product_id",
                        "category",
                        "subcategory",
                        "list_price",
                        "return_rate",
                        "sales_volume");
        assertThat(row).containsEntry("category", "Bikes").containsEntry("product_id", "p1");
        assertNumber(row, "list_price", 1000.50);
        assertNumber(row, "return_rate", 0.25);
        assertNumber(row, "sales_volume", 8);
    }

    @Test
    default void a_product_that_comes_back_more_often_than_it_was_sold_came_back_always() {
        given(
                List.of(
                        stranger("c1"),
                        product("p1", "10"),
                        product("p2", "10"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "60"),
                        line("o1", "p1", "1"),
                        returned("r1", "p1", "2026-01-20T00:00:00Z", "2")));

        assertNumber(row(FeatureSet.RETURN_RISK, "p1", AS_OF), "return_rate", 1);
        assertThat(features().find(FeatureSet.RETURN_RISK, "p2", AS_OF)).isEmpty();
    }

    @Test
    default void gives_every_row_in_the_order_of_the_identifiers() {
        var facts = new ArrayList<Fact>();
        for (var id : List.of("b", "B", "a", "c-1", "c1")) {
            facts.add(stranger(id));
            facts.add(order("o-" + id, id, "2026-01-10T12:00:00Z", "5"));
        }
        given(facts);

        var rows = read(features().all(FeatureSet.RFM, AS_OF), 2);

        assertThat(rows)
                .extracting(row -> row.get("customer_id"))
                .containsExactly("B", "a", "b", "c-1", "c1");
        assertThat(rows.get(1)).isEqualTo(row(FeatureSet.RFM, "a", AS_OF));
    }

    @Test
    default void a_stream_may_be_left_early_and_closed_again() {
        given(List.of(stranger("a"), order("o", "a", "2026-01-10T12:00:00Z", "5")));
        var rows = features().all(FeatureSet.RFM, AS_OF);

        rows.close();
        rows.close();

        assertThat(read(features().all(FeatureSet.RFM, AS_OF), 2)).hasSize(1);
    }

    @Test
    default void a_customer_churned_who_completes_no_order_from_the_cutoff_on() {
        given(
                List.of(
                        stranger("left"),
                        stranger("stayed"),
                        stranger("late"),
                        stranger("refused"),
                        order("o1", "left", "2026-01-10T12:00:00Z", "5"),
                        order("o2", "stayed", "2026-01-10T12:00:00Z", "5"),
                        order("o3", "stayed", "2026-03-01T00:00:00Z", "5"),
                        order("o4", "late", "2026-01-10T12:00:00Z", "5"),
                        order("o5", "late", "2026-03-31T00:00:00Z", "5"),
                        order("o6", "refused", "2026-01-10T12:00:00Z", "5"),
                        order("o7", "refused", "2026-03-02T00:00:00Z", "5", "failed")));

        for (var set : List.of(FeatureSet.RFM, FeatureSet.ECOMMERCE)) {
            var rows =
                    read(
                            features()
                                    .labelled(
                                            set, StoredFeaturesContract.AS_OF, Duration.ofDays(30)),
                            10);
            var labels = new LinkedHashMap<String, String>();
            rows.forEach(row -> labels.put(row.get("customer_id"), row.get(set.label())));
            assertThat(labels)
                    .containsExactly(
                            Map.entry("late", "1"),
                            Map.entry("left", "1"),
                            Map.entry("refused", "1"),
                            Map.entry("stayed", "0"));
            assertThat(rows)
                    .allSatisfy(row ->
                            assertThat(row.get(StoredFeatures.CUTOFF)).startsWith("2026-03-01"))
                    .allSatisfy(row ->
                            assertNumber(
                                    row, set == FeatureSet.RFM ? "frequency" : "total_orders", 1));
        }
    }

    @Test
    default void a_product_came_back_often_whose_later_rate_is_above_most() {
        var facts = new ArrayList<Fact>();
        facts.add(stranger("c1"));
        for (var id : List.of("p1", "p2", "p3", "p4")) {
            facts.add(product(id, "10"));
            facts.add(order("before-" + id, "c1", "2026-01-10T12:00:00Z", "5"));
            facts.add(line("before-" + id, id, "1"));
            facts.add(order("after-" + id, "c1", "2026-03-10T12:00:00Z", "5"));
            facts.add(line("after-" + id, id, "10"));
        }
        facts.add(returned("r1", "p3", "2026-03-12T00:00:00Z", "5"));
        // Before the cut-off: a feature, not the label.
        facts.add(returned("r2", "p4", "2026-02-12T00:00:00Z", "1"));
        given(facts);

        var rows =
                read(features().labelled(FeatureSet.RETURN_RISK, AS_OF, Duration.ofDays(30)), 10);

        assertThat(rows)
                .extracting(row -> row.get("product_id"), row -> row.get("high_return"))
                .containsExactly(
                        tuple("p1", "0"), tuple("p2", "0"), tuple("p3", "1"), tuple("p4", "0"));
        assertNumber(rows.getLast(), "return_rate", 1);
    }

    @Test
    default void a_product_is_judged_by_the_last_365_days_and_only_where_it_is_sold_later() {
        given(
                List.of(
                        stranger("c1"),
                        product("p1", "10"),
                        product("p2", "10"),
                        order("old", "c1", "2025-02-28T00:00:00Z", "5"),
                        order("recent", "c1", "2025-03-01T00:00:00Z", "5"),
                        order("next", "c1", "2026-03-02T00:00:00Z", "5"),
                        line("old", "p1", "7"),
                        line("recent", "p1", "3"),
                        order("other", "c1", "2025-03-02T00:00:00Z", "5"),
                        line("other", "p2", "3"),
                        line("next", "p1", "1")));

        assertNumber(row(FeatureSet.RETURN_RISK, "p1", AS_OF), "sales_volume", 3);
        assertThat(read(features().labelled(FeatureSet.RETURN_RISK, AS_OF, Duration.ofDays(9)), 5))
                .extracting(row -> row.get("product_id"))
                .containsExactly("p1");
    }

    @Test
    default void tells_the_newest_completed_order() {
        assertThat(features().newestOrder()).isEmpty();
        given(
                List.of(
                        stranger("c1"),
                        order("o1", "c1", "2026-01-10T12:00:00Z", "5"),
                        order("o2", "c1", "2026-01-11T12:00:00Z", "5"),
                        order("o3", "c1", "2026-01-12T12:00:00Z", "5", "failed")));

        assertThat(features().newestOrder()).contains(Instant.parse("2026-01-11T12:00:00Z"));
    }
}
