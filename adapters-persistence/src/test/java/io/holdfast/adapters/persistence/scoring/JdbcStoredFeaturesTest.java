package io.holdfast.adapters.persistence.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import io.holdfast.domain.scoring.StoredFeaturesContract;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcStoredFeaturesTest implements StoredFeaturesContract {

    /// What a table asks for beside the fields of its kind.
    private static final Map<FactKind, Map<String, String>> ALSO =
            Map.of(
                    FactKind.CUSTOMERS,
                    Map.of("source", "test", "changed_at", "2026-01-01T00:00:00Z"),
                    FactKind.ORDERS,
                    Map.of("total_given", "true"),
                    FactKind.ORDER_LINES,
                    Map.of("line_no", "1", "unit_price", "1", "line_total", "1"));

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
        PersistenceAdapter.bundledContracts().forEach(adapter.featureContracts()::register);
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public StoredFeatures features() {
        return adapter.storedScores().features();
    }

    @Override
    public void given(List<Fact> facts) {
        facts.forEach(this::insert);
    }

    private void insert(Fact fact) {
        var values = new LinkedHashMap<>(ALSO.getOrDefault(fact.kind(), Map.of()));
        for (var field : fact.kind().fields()) {
            fact.value(field.name()).ifPresent(value -> values.put(field.name(), value));
        }
        var quoted = new ArrayList<String>();
        values.values().forEach(value -> quoted.add("'" + value.replace("'", "''") + "'"));
        database.execute(
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                fact.kind().label(),
                                String.join(", ", values.keySet()),
                                String.join(", ", quoted)));
    }

    @Test
    void a_category_that_no_model_knows_is_blank_or_leaves_the_entity_out() {
        database.execute(
                """
                INSERT INTO customers (customer_id, source, changed_at, occupation, home_owner)
                VALUES ('c1', 'test', now(), 'Astronaut', 'Y');
                INSERT INTO orders (order_id, customer_id, ordered_at, total, total_given)
                VALUES ('o1', 'c1', '2026-01-01', 10, true);
                INSERT INTO products (product_id, category, subcategory, list_price)
                VALUES ('p1', 'Rockets', 'Boosters', 10);
                INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price, line_total)
                VALUES ('o1', 1, 'p1', 1, 10, 10)
                """);

        var row = features().find(FeatureSet.RFM, "c1", AS_OF).orElseThrow();

        assertThat(row.cells().get(row.header().indexOf("occupation"))).isEmpty();
        assertThat(row.cells().get(row.header().indexOf("home_owner"))).isEqualTo("Y");
        assertThat(features().find(FeatureSet.RETURN_RISK, "p1", AS_OF)).isEmpty();
    }

    /// The features of one customer are found by indexes, however many others there are.
    @Test
    void reads_no_orders_but_the_customers_own() throws SQLException {
        database.execute(
                """
                INSERT INTO customers (customer_id, source, changed_at)
                SELECT 'c' || n, 'test', now() FROM generate_series(1, 5000) n;
                INSERT INTO orders (order_id, customer_id, ordered_at, total, total_given)
                SELECT 'o' || n, 'c' || (n % 5000 + 1), '2026-01-01', 10, true
                FROM generate_series(1, 20000) n;
                ANALYZE
                """);
        for (var set : List.of(FeatureSet.RFM, FeatureSet.ECOMMERCE)) {
            try (var connection = database.connect();
                    var explain =
                            connection.prepareStatement("EXPLAIN " + FeatureSql.of(set).find())) {
                explain.setString(1, set.contract());
                explain.setObject(2, AS_OF.atOffset(ZoneOffset.UTC));
                explain.setString(3, "c7");
                var plan = new StringBuilder();
                try (var rows = explain.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                assertThat(plan.toString())
                        .as("%s", plan)
                        .contains("orders_by_customer")
                        .doesNotContain("Seq Scan on orders");
            }
        }
    }
}
