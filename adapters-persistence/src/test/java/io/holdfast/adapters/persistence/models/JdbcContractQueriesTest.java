package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.ContractQueries;
import io.holdfast.domain.models.ContractQueriesContract;
import io.holdfast.domain.models.FeatureContracts;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcContractQueriesTest implements ContractQueriesContract {

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
    public FeatureContracts contracts() {
        return adapter.featureContracts();
    }

    @Override
    public ContractQueries queries() {
        return adapter.contractQueries();
    }

    @Override
    public ContractDocuments documents() {
        return PersistenceAdapter.contractDocuments();
    }
}
