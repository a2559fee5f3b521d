package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelRegistryContract;
import io.holdfast.domain.models.SampleContracts;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JpaModelRegistryTest implements ModelRegistryContract {

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
    public ModelRegistry registry() {
        return adapter.modelRegistry();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public ContractId knownContract(String name, int version) {
        var contract = SampleContracts.tiny(name, version);
        adapter.featureContracts().register(contract);
        return contract.id();
    }
}
