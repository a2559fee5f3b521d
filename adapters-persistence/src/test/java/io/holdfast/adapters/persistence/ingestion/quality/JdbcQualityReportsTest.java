package io.holdfast.adapters.persistence.ingestion.quality;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.ingestion.quality.QualityReports;
import io.holdfast.domain.ingestion.quality.QualityReportsContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcQualityReportsTest implements QualityReportsContract {

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
    public QualityReports reports() {
        return adapter.ingestion().qualityReports();
    }

    @Override
    public QualityQueries queries() {
        return adapter.ingestion().qualityReports();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
