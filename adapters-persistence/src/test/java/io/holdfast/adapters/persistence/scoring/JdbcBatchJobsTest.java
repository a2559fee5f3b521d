package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.scoring.BatchJobs;
import io.holdfast.domain.scoring.BatchJobsContract;
import io.holdfast.domain.scoring.BatchQueries;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcBatchJobsTest implements BatchJobsContract {

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
    public BatchJobs jobs() {
        return adapter.batchJobs();
    }

    @Override
    public BatchQueries queries() {
        return adapter.batchJobs();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
