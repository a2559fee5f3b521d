package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.CustomerQueries;
import io.holdfast.domain.customers.CustomerQueriesContract;
import io.holdfast.domain.customers.Fact;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcCustomerQueriesTest implements CustomerQueriesContract {

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

    @Override
    public CustomerQueries customers() {
        return adapter.facts().customers();
    }

    @Override
    public void store(Fact... facts) {
        adapter.transactions()
                .run(() -> {
                    var load = adapter.facts().loads().begin("shop");
                    for (var fact : facts) {
                        load.add(fact);
                    }
                    var _ = load.finish();
                });
    }
}
