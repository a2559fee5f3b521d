package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.rollout.Experiments;
import io.holdfast.domain.models.rollout.ExperimentsContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcExperimentsTest implements ExperimentsContract {

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
    public Experiments experiments() {
        return adapter.experiments();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
