package io.holdfast.adapters.persistence.customers;

import static io.holdfast.domain.customers.SampleFacts.customer;
import static io.holdfast.domain.customers.SampleFacts.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.customers.FactLoadsContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcFactLoadsTest implements FactLoadsContract {

    private static final String IMPATIENT_READ =
            "SET lock_timeout = '1s'; SELECT count(*) FROM events";

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
