package io.holdfast.adapters.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelRegistryContract;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.SampleModels;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    /// As after an update from a release without cards.
    @Test
    void has_no_card_of_a_version_that_was_trained_before_cards_were_kept() {
        registry().register(knownContract("telco", 1), SampleModels.trained(1), NOON);
        database.execute("DELETE FROM model_cards");

        assertThat(registry().card("telco", 1)).isEmpty();
        assertThat(registry().find("telco", 1)).isPresent();
    }
}
