package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Datasets` promises. Begins with an empty store.
public interface DatasetsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    Datasets datasets();

    /// Makes the contract known to the store, as far as it asks.
    ContractId knownContract(String name, int version);

    static Dataset dataset(int number, ContractId contract, Instant uploadedAt) {
        return new Dataset(
                new UUID(0x7000L, number),
                contract,
                "customers \u00fc " + number + ".csv",
                100 + number,
                21,
                3,
                "%064x".formatted(number),
                "ada",
                uploadedAt);
    }

    @Test
    default void keeps_a_dataset_and_its_content() {
        var dataset = dataset(1, knownContract("telco", 1), NOON);
        var content = new byte[300_000];
        new Random(1).nextBytes(content);

        datasets().add(dataset, content);

        assertThat(datasets().find(dataset.id())).contains(dataset);
        assertThat(datasets().content(dataset.id()).orElseThrow()).isEqualTo(content);
    }

    @Test
    default void knows_nothing_of_an_unknown_id() {
        assertThat(datasets().find(new UUID(1, 1))).isEmpty();
        assertThat(datasets().content(new UUID(1, 1))).isEmpty();
        assertThat(datasets().latest("telco")).isEmpty();
        assertThat(datasets().list("telco", 10)).isEmpty();
    }

    @Test
    default void refuses_an_id_that_is_taken_and_keeps_the_first() {
        var contract = knownContract("telco", 1);
        datasets().add(dataset(1, contract, NOON), new byte[] {1});

        assertThatThrownBy(() -> datasets().add(dataset(1, contract, NOON), new byte[] {2}))
                .isInstanceOf(RuntimeException.class);

        assertThat(datasets().content(new UUID(0x7000L, 1)).orElseThrow()).containsExactly(1);
    }

    @Test
    default void a_later_change_of_the_given_array_does_not_reach_the_store() {
        var dataset = dataset(1, knownContract("telco", 1), NOON);
        var content = new byte[] {1, 2, 3};
        datasets().add(dataset, content);
        content[0] = 9;

        assertThat(datasets().content(dataset.id()).orElseThrow()).containsExactly(1, 2, 3);
    }

    @Test
    default void lists_the_newest_of_a_name_first_over_its_versions() {
        var first = dataset(1, knownContract("telco", 1), NOON);
        var newest = dataset(2, knownContract("telco", 2), NOON.plusSeconds(2));
        var middle = dataset(3, knownContract("telco", 1), NOON.plusSeconds(1));
        var other = dataset(4, knownContract("bank", 1), NOON.plusSeconds(9));
        for (var dataset : List.of(first, newest, middle, other)) {
            datasets().add(dataset, new byte[] {1});
        }

        assertThat(datasets().list("telco", 10)).containsExactly(newest, middle, first);
        assertThat(datasets().list("telco", 2)).containsExactly(newest, middle);
        assertThat(datasets().latest("telco")).contains(newest);
    }
}
