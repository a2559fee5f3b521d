package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.AtOnce;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `FeatureContracts` promises. Begins with an empty store.
public interface FeatureContractsContract {

    FeatureContracts contracts();

    @Test
    default void keeps_a_contract_as_it_was_given() {
        var contract = SampleContracts.tiny("tiny", 1);

        assertThat(contracts().register(contract))
                .isEqualTo(new FeatureContracts.Registration.Registered());

        assertThat(contracts().find(contract.id())).contains(contract);
    }

    @Test
    default void finds_nothing_under_an_unknown_name_or_version() {
        contracts().register(SampleContracts.tiny("tiny", 1));

        assertThat(contracts().find(new ContractId("tiny", 2))).isEmpty();
        assertThat(contracts().find(new ContractId("other", 1))).isEmpty();
        assertThat(contracts().latest("other")).isEmpty();
        assertThat(contracts().latest("' or true --")).isEmpty();
        assertThat(contracts().latest("tiny\0")).isEmpty();
    }

    @Test
    default void the_same_contract_again_changes_nothing() {
        contracts().register(SampleContracts.tiny("tiny", 1));

        assertThat(contracts().register(SampleContracts.tiny("tiny", 1)))
                .isEqualTo(new FeatureContracts.Registration.AlreadyThere());
    }

    @Test
    default void another_contract_of_the_same_id_is_refused() {
        var first = SampleContracts.tiny("tiny", 1);
        contracts().register(first);

        assertThat(contracts().register(renamed(first, "Another title")))
                .isEqualTo(new FeatureContracts.Registration.Different());

        assertThat(contracts().find(first.id())).contains(first);
    }

    @Test
    default void of_different_contracts_at_once_one_registers() {
        var answers =
                AtOnce.call(
                        4,
                        caller ->
                                contracts()
                                        .register(
                                                renamed(
                                                        SampleContracts.tiny("tiny", 1),
                                                        "Title " + caller)));

        assertThat(answers)
                .filteredOn(FeatureContracts.Registration.Registered.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(FeatureContracts.Registration.Different.class::isInstance)
                .hasSize(3);
    }

    @Test
    default void the_latest_is_the_highest_version_not_the_newest() {
        for (int version : List.of(9, 10, 2)) {
            contracts().register(SampleContracts.tiny("tiny", version));
        }

        assertThat(contracts().latest("tiny")).contains(SampleContracts.tiny("tiny", 10));
    }

    @Test
    default void lists_the_highest_version_of_every_name_by_name() {
        contracts().register(SampleContracts.tiny("tiny", 1));
        contracts().register(SampleContracts.tiny("tiny", 2));
        contracts().register(SampleContracts.tiny("bank", 1));

        assertThat(contracts().all())
                .containsExactly(SampleContracts.tiny("bank", 1), SampleContracts.tiny("tiny", 2));
    }

    private static FeatureContract renamed(FeatureContract contract, String title) {
        return new FeatureContract(
                contract.id(),
                title,
                contract.identifier(),
                contract.label(),
                contract.features(),
                contract.risk(),
                contract.decisionThreshold(),
                Advice.none(),
                List.of());
    }
}
