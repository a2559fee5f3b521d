package io.holdfast.adapters.persistence.monitoring;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.monitoring.OutcomesContract;
import io.holdfast.domain.scoring.InferenceLog;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcOutcomesTest implements OutcomesContract {

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
    public Outcomes outcomes() {
        return adapter.outcomes();
    }

    @Override
    public InferenceLog log() {
        return adapter.inferenceLog();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
