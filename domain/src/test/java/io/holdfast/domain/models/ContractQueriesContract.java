package io.holdfast.domain.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every `ContractQueries` promises. Begins with an empty store.
public interface ContractQueriesContract {

    FeatureContracts contracts();

    ContractQueries queries();

    /// In the form of which the queries answer.
    ContractDocuments documents();

    private FeatureContract read(String document) {
        return switch (documents().read(document.getBytes(UTF_8))) {
            case ContractDocuments.Outcome.Complete(var contract) -> contract;
            case ContractDocuments.Outcome other -> throw new AssertionError(other);
        };
    }

    @Test
    default void lists_the_highest_version_of_each_name_a_page_at_a_time() {
        contracts().register(SampleContracts.tiny("tiny", 9));
        contracts().register(SampleContracts.tiny("tiny", 10));
        contracts().register(SampleContracts.tiny("bank", 1));
        contracts().register(SampleContracts.tiny("shop", 1));

        var page = queries().list(2, 1);

        assertThat(page.total()).isEqualTo(3);
        assertThat(page.contracts()).hasSize(2);
        assertThat(page.contracts().getFirst().id()).isEqualTo(new ContractId("shop", 1));
        assertThat(page.contracts().getLast())
                .isEqualTo(
                        new ContractQueries.Listed(
                                new ContractId("tiny", 10), "A tiny contract", "id", "left", 3));
    }

    @Test
    default void a_page_behind_the_last_is_empty_and_still_counts() {
        contracts().register(SampleContracts.tiny("tiny", 1));

        assertThat(queries().list(10, 5).contracts()).isEmpty();
        assertThat(queries().list(10, 5).total()).isEqualTo(1);
    }

    @Test
    default void shows_the_highest_version_or_the_one_that_is_asked_for() {
        var second =
                SampleContracts.ignoring(SampleContracts.tiny("tiny", 2), "\"; DROP TABLE x; --");
        contracts().register(SampleContracts.tiny("tiny", 1));
        contracts().register(second);

        assertThat(queries().document("tiny").map(this::read)).contains(second);
        assertThat(queries().document(new ContractId("tiny", 1)).map(this::read))
                .contains(SampleContracts.tiny("tiny", 1));
    }

    @Test
    default void shows_nothing_for_an_unknown_name_or_version() {
        contracts().register(SampleContracts.tiny("tiny", 1));

        assertThat(queries().document("other")).isEmpty();
        assertThat(queries().document("' OR true --")).isEmpty();
        assertThat(queries().document("tiny\0")).isEmpty();
        assertThat(queries().document(new ContractId("tiny", 2))).isEmpty();
    }
}
