package io.holdfast.adapters.persistence.customers;

import static io.holdfast.domain.customers.SampleFacts.customer;
import static io.holdfast.domain.customers.SampleFacts.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.customers.FactLoadsContract;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Unavailable;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcFactLoadsTest implements FactLoadsContract {

    private static final String IMPATIENT_READ =
            "SET lock_timeout = '1s'; SELECT count(*) FROM events";

    private static final String WAITING =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Test
    void a_new_month_of_events_keeps_nobody_from_reading_while_its_load_goes_on() {
        transactions()
                .run(() -> {
                    var few = loads().begin("shop");
                    few.add(event("e1", "c1", "2025-07-01T10:00:00Z"));
                    var _ = few.finish();
                    database.execute(IMPATIENT_READ);
                });
        transactions()
                .run(() -> {
                    var load = loads().begin("shop");
                    load.add(event("e2", "c1", "2025-08-01T10:00:00Z"));
                    load.add(customer("c1"));
                    var _ = load.finish();
                    database.execute(IMPATIENT_READ);
                });

        assertThat(stored(FactKind.EVENTS)).hasSize(2);
    }

    @Test
    void a_new_month_is_made_by_its_load_where_that_is_in_its_own_way() {
        transactions()
                .run(() -> {
                    for (var month : List.of("2025-05", "2025-06")) {
                        var load = loads().begin("shop");
                        load.add(event(month, "c1", month + "-01T10:00:00Z"));
                        var _ = load.finish();
                    }
                });

        assertThat(stored(FactKind.EVENTS)).hasSize(2);
    }

    private void store(Fact... facts) {
        transactions()
                .run(() -> {
                    var load = loads().begin("shop");
                    for (var fact : facts) {
                        load.add(fact);
                    }
                    var _ = load.finish();
                });
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.connect();
                var select = connection.createStatement();
                var rows = select.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Until somebody waits for a lock.
    private void awaitWaiting() {
        Awaitility.await().until(() -> number(WAITING) > 0);
    }

    @Test
    void a_few_events_give_up_soon_where_others_are_stored_and_have_their_month_made()
            throws SQLException {
        try (var other = database.connect()) {
            other.setAutoCommit(false);
            FactLocks.takeEvents(other);

            assertThatThrownBy(() -> store(event("e1", "c1", "2025-09-01T10:00:00Z")))
                    .isInstanceOf(Unavailable.class);

            // No second connection is taken while the lock is held.
            assertThat(number("SELECT count(to_regclass('events_2025_09'))")).isEqualTo(1);
        }
        store(event("e1", "c1", "2025-09-01T10:00:00Z"));
        assertThat(stored(FactKind.EVENTS)).hasSize(1);
    }

    @Test
    void a_few_events_go_on_while_a_load_with_events_stores_something_else() throws Exception {
        try (var other = database.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            try (var insert = other.createStatement()) {
                insert.execute(
                        "INSERT INTO customers (customer_id, source, changed_at)"
                                + " VALUES ('c1', 'elsewhere', now())");
            }
            var load =
                    threads.submit(
                            () -> store(customer("c1"), event("e1", "c1", "2026-03-01T10:00:00Z")));
            awaitWaiting();

            store(event("e2", "c1", "2026-03-01T10:00:00Z"));

            assertThat(stored(FactKind.EVENTS)).hasSize(1);
            other.rollback();
            load.get(1, TimeUnit.MINUTES);
        }
        assertThat(stored(FactKind.EVENTS)).hasSize(2);
    }

    @Override
    public FactLoads loads() {
        return adapter.facts().loads();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public List<Map<String, String>> stored(FactKind kind) {
        return StoredFacts.of(database, kind);
    }

    @Override
    public List<Map<String, String>> quarantined(FactKind kind) {
        return StoredFacts.quarantined(database, kind);
    }
}
