package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every `ModelRegistry` promises. Begins with an empty store.
public interface ModelRegistryContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    ModelRegistry registry();

    Transactions transactions();

    /// Makes the contract known to the store, as far as it asks.
    ContractId knownContract(String name, int version);

    /// The same, for those who only ask.
    default ModelQueries queries() {
        return registry();
    }

    @Test
    default void numbers_the_versions_of_a_contract_from_one() {
        var telco = knownContract("telco", 1);

        var first = registry().register(telco, SampleModels.trained(1), NOON);
        var second = registry().register(telco, SampleModels.trained(2), NOON.plusSeconds(1));

        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    default void keeps_a_version_with_everything_that_is_known_of_it() {
        var model = SampleModels.trained(1);

        var version = registry().register(knownContract("telco", 1), model, NOON);

        assertThat(version)
                .isEqualTo(
                        new ModelVersion(
                                new ContractId("telco", 1),
                                1,
                                model.algorithm(),
                                model.metrics(),
                                model.rows(),
                                model.dataSha256(),
                                model.artefactSha256(),
                                NOON));
        assertThat(registry().find("telco", 1)).contains(version);
        assertThat(registry().artefact("telco", 1).orElseThrow()).isEqualTo(model.artefact());
        assertThat(registry().candidates("telco", 1)).isEqualTo(model.candidates());
        assertThat(queries().card("telco", 1)).contains(model.card());
    }

    @Test
    default void knows_nothing_of_an_unknown_version() {
        registry().register(knownContract("telco", 1), SampleModels.trained(1), NOON);

        assertThat(registry().find("telco", 2)).isEmpty();
        assertThat(registry().find("bank", 1)).isEmpty();
        assertThat(registry().artefact("telco", 2)).isEmpty();
        assertThat(queries().card("telco", 2)).isEmpty();
        assertThat(queries().card("bank", 1)).isEmpty();
        assertThat(registry().candidates("telco", 2)).isEmpty();
        assertThat(registry().versions("bank", 10)).isEmpty();
    }

    @Test
    default void counts_on_over_the_versions_of_a_contract() {
        registry().register(knownContract("telco", 1), SampleModels.trained(1), NOON);

        var second = registry().register(knownContract("telco", 2), SampleModels.trained(2), NOON);

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.contract()).isEqualTo(new ContractId("telco", 2));
    }

    @Test
    default void lists_the_newest_first_within_the_limit() {
        var telco = knownContract("telco", 1);
        for (int i = 1; i <= 3; i++) {
            registry().register(telco, SampleModels.trained(i), NOON);
        }

        assertThat(registry().versions("telco", 10))
                .extracting(ModelVersion::number)
                .containsExactly(3, 2, 1);
        assertThat(registry().versions("telco", 2))
                .extracting(ModelVersion::number)
                .containsExactly(3, 2);
    }

    @Test
    default void callers_at_once_get_numbers_of_their_own() {
        var telco = knownContract("telco", 1);

        var versions =
                AtOnce.call(
                        6,
                        caller -> registry().register(telco, SampleModels.trained(caller), NOON));

        assertThat(versions)
                .extracting(ModelVersion::number)
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        for (var version : versions) {
            assertThat(registry().find("telco", version.number())).contains(version);
        }
    }

    @Test
    default void a_caller_in_a_transaction_sees_all_versions_before_its_own() {
        var telco = knownContract("telco", 1);

        var seen =
                AtOnce.call(
                        6,
                        caller ->
                                transactions()
                                        .call(() -> {
                                            int number =
                                                    registry()
                                                            .register(
                                                                    telco,
                                                                    SampleModels.trained(caller),
                                                                    NOON)
                                                            .number();
                                            int known = registry().versions("telco", 100).size();
                                            assertThat(known).isEqualTo(number);
                                            return number;
                                        }));

        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    @Test
    default void a_number_that_was_rolled_back_is_given_again() {
        var telco = knownContract("telco", 1);

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    registry().register(telco, SampleModels.trained(1), NOON);
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(registry().register(telco, SampleModels.trained(2), NOON).number()).isEqualTo(1);
    }
}
