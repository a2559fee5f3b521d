package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.ImportRunsContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcImportRunsTest implements ImportRunsContract {

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
    public ImportRuns runs() {
        return adapter.ingestion().importRuns();
    }

    @Override
    public ImportQueries queries() {
        return adapter.ingestion().importRuns();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
