package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.source.Sources;
import io.holdfast.domain.ingestion.source.SourcesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcSourcesTest implements SourcesContract {

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
    public Sources sources() {
        return adapter.ingestion().sources();
    }
}
