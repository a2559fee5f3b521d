package io.holdfast.adapters.persistence.customers;

import static io.holdfast.domain.customers.SampleFacts.customer;
import static io.holdfast.domain.customers.SampleFacts.fact;
import static io.holdfast.domain.customers.SampleFacts.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.PGConnection;

/// How fast order lines are loaded, beside a bare COPY of the same rows into the same table. Asked
/// for by `-Dholdfast.measure=true`.
@EnabledIfSystemProperty(named = "holdfast.measure", matches = "true")
final class LoadSpeedMeasurement {

    private static final Logger LOG = System.getLogger(LoadSpeedMeasurement.class.getName());

    private static final int LINES = Integer.getInteger("holdfast.lines", 1_000_000);
    private static final int LINES_PER_ORDER = 4;
    private static final int PRODUCTS = 1_000;
    private static final int CHUNK = 10_000;

    private final TestDatabase database = TestDatabase.migrated();

    @Test
    void loads_order_lines() throws SQLException, IOException {
        try (database;
                var adapter =
                        PersistenceAdapter.open(database.settings(), InstantSource.system())) {
            prepare(adapter);
            double bare = copy();
            database.execute("TRUNCATE order_lines");
            database.execute("VACUUM ANALYZE order_lines");
            double loaded = load(adapter, "new");
            double again = load(adapter, "the same again");
            LOG.log(
                    Level.INFO,
                    "bare COPY {0} s, load {1} s ({2} %), again {3} s",
                    bare,
                    loaded,
                    100 * bare / loaded,
                    again);
            assertThat(loaded).isPositive();
        }
    }

    private static void prepare(PersistenceAdapter adapter) {
        adapter.transactions()
                .run(() -> {
                    var load = adapter.facts().loads().begin("shop");
                    for (int i = 0; i < PRODUCTS; i++) {
                        load.add(product("p" + i, "9.99"));
                    }
                    load.add(customer("c1"));
                    for (int i = 0; i < LINES / LINES_PER_ORDER; i++) {
                        load.add(
                                fact(
                                        FactKind.ORDERS,
                                        "order_id",
                                        order(i),
                                        "customer_id",
                                        "c1",
                                        "ordered_at",
                                        "2026-03-01T12:00:00Z",
                                        "total",
                                        "100.00"));
                    }
                    var _ = load.finish();
                });
    }

    private static String order(int number) {
        return "o%08d".formatted(number);
    }

    private double copy() throws SQLException, IOException {
        long begin = System.nanoTime();
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            var copy =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "COPY order_lines (order_id, line_no, product_id, quantity,"
                                            + " unit_price, line_total) FROM STDIN");
            for (int from = 0; from < LINES; from += CHUNK) {
                var text = new StringBuilder();
                for (int i = from; i < from + CHUNK; i++) {
                    text.append(order(i / LINES_PER_ORDER))
                            .append('\t')
                            .append(i % LINES_PER_ORDER + 1)
                            .append("\tp")
                            .append(i % PRODUCTS)
                            .append("\t2\t9.99\t19.98\n");
                }
                var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
            connection.commit();
        }
        return seconds(begin);
    }

    private static double load(PersistenceAdapter adapter, String what) {
        long begin = System.nanoTime();
        var counts =
                adapter.transactions()
                        .call(() -> {
                            var load = adapter.facts().loads().begin("shop");
                            addAll(load);
                            LOG.log(Level.INFO, "{0}: staged after {1} s", what, seconds(begin));
                            return load.finish();
                        });
        LOG.log(Level.INFO, "{0}: {1}", what, counts);
        return seconds(begin);
    }

    private static void addAll(FactLoads.Load load) {
        for (int i = 0; i < LINES; i++) {
            load.add(
                    Fact.of(
                            FactKind.ORDER_LINES,
                            i + 1,
                            order(i / LINES_PER_ORDER),
                            String.valueOf(i % LINES_PER_ORDER + 1),
                            "p" + i % PRODUCTS,
                            "2",
                            "9.99",
                            null,
                            "19.98"));
        }
        var runtime = Runtime.getRuntime();
        LOG.log(
                Level.INFO,
                "heap {0} MiB",
                List.of((runtime.totalMemory() - runtime.freeMemory()) >> 20));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
