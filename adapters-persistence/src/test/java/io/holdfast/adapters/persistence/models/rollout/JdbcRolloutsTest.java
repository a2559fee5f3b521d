package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.models.rollout.RolloutsContract;
import io.holdfast.domain.models.rollout.SampleRollouts;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcRolloutsTest implements RolloutsContract {

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
    public Rollouts rollouts() {
        return adapter.rollouts();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public ContractId knownVersions(String name) {
        var contract = SampleContracts.tiny(name, 1);
        adapter.featureContracts().register(contract);
        for (int i = 1; i <= 4; i++) {
            adapter.modelRegistry()
                    .register(contract.id(), SampleModels.trained(i), SampleRollouts.NOON);
        }
        return contract.id();
    }
}
