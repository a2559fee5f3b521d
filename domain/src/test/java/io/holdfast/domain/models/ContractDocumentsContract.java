package io.holdfast.domain.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.ContractDocuments.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `ContractDocuments` promises.
public interface ContractDocumentsContract {

    ContractDocuments documents();

    /// What `write` wrote, but without the version.
    byte[] withoutVersion(String written);

    /// What `write` wrote, but with a fault in it.
    byte[] faulty(String written);

    @Test
    default void reads_back_what_it_wrote() {
        var contract = SampleContracts.ignoring(SampleContracts.tiny("tiny", 7), "name", "");

        assertThat(documents().read(documents().write(contract).getBytes(UTF_8)))
                .isEqualTo(new Outcome.Complete(contract));
    }

    @Test
    default void tells_that_a_version_was_left_out() {
        var written = documents().write(SampleContracts.tiny("tiny", 7));

        assertThat(documents().read(withoutVersion(written)))
                .isEqualTo(new Outcome.Versionless(SampleContracts.tiny("tiny", 1)));
    }

    @Test
    default void names_what_is_wrong_with_a_document() {
        var written = documents().write(SampleContracts.tiny("tiny", 7));

        assertThat(documents().read(faulty(written)))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.violations()).isNotEmpty());
    }

    @Test
    default void takes_no_other_content_for_a_document() {
        for (var content :
                List.of("".getBytes(UTF_8), "nonsense".getBytes(UTF_8), new byte[] {-1, 0, 7})) {
            assertThat(documents().read(content)).isInstanceOf(Outcome.Unreadable.class);
        }
    }
}
