package io.holdfast.domain.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.ImportProfileDocuments.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `ImportProfileDocuments` promises.
public interface ImportProfileDocumentsContract {

    ImportProfileDocuments documents();

    /// The document of `SampleProfiles.shop` by that name.
    String shop(String name);

    @Test
    default void reads_a_profile() {
        assertThat(documents().read(shop("mine").getBytes(UTF_8)))
                .isEqualTo(new Outcome.Complete(SampleProfiles.shop("mine")));
    }

    @Test
    default void names_what_is_wrong_with_a_document() {
        assertThat(documents().read(shop("no name").getBytes(UTF_8)))
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
