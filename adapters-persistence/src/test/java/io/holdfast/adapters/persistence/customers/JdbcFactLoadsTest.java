package io.holdfast.adapters.persistence.customers;

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
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcFactLoadsTest implements FactLoadsContract {

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
