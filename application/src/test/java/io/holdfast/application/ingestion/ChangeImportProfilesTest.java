package io.holdfast.application.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.ingestion.ChangeImportProfiles.Command;
import io.holdfast.application.ingestion.ChangeImportProfiles.Outcome;
import io.holdfast.application.ingestion.ChangeImportProfiles.Removal;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.ingestion.InMemoryImportProfileDocuments;
import io.holdfast.domain.ingestion.InMemoryImportProfiles;
import io.holdfast.domain.ingestion.SampleProfiles;
import io.holdfast.domain.kernel.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangeImportProfilesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryImportProfiles profiles = new InMemoryImportProfiles();
    private final ChangeImportProfiles change =
            new ChangeImportProfiles(profiles, new InMemoryImportProfileDocuments(), () -> NOON);

    private Outcome save(String name, String document) {
        return change.save(new Command(name, document.getBytes(UTF_8), "ada"));
    }

    @Test
    void keeps_a_profile_and_puts_the_next_one_in_its_place() {
        var own = SampleProfiles.shop("own");

        assertThat(save("own", "shop own")).isEqualTo(new Outcome.Saved(own, true));
        assertThat(save("own", "shop own")).isEqualTo(new Outcome.Saved(own, false));

        assertThat(profiles.document("own")).contains("shop own");
    }

    @Test
    void keeps_nothing_that_is_at_fault() {
        assertThat(save("own", "spa")).isInstanceOf(Outcome.Unreadable.class);
        assertThat(save("own", "shop not a name")).isInstanceOf(Outcome.Invalid.class);
        assertThat(save("own", "shop other"))
                .isEqualTo(
                        new Outcome.Invalid(
                                List.of(Violation.at("name", "must be the name in the path"))));

        assertThat(profiles.find("own")).isEmpty();
        assertThat(profiles.find("other")).isEmpty();
    }

    @Test
    void leaves_what_comes_with_the_release() {
        assertThat(save("shop", "shop shop")).isEqualTo(new Outcome.Bundled());
        assertThat(change.remove("shop")).isEqualTo(Removal.BUNDLED);

        assertThat(profiles.find("shop")).isPresent();
    }

    @Test
    void removes_ones_own_once() {
        save("own", "shop own");

        assertThat(change.remove("own")).isEqualTo(Removal.REMOVED);
        assertThat(change.remove("own")).isEqualTo(Removal.UNKNOWN);
    }

    @Test
    void keeps_as_many_as_may_be() {
        for (int i = 0; i < ImportProfiles.MAX_STORED; i++) {
            assertThat(save("own" + i, "shop own" + i)).isInstanceOf(Outcome.Saved.class);
        }

        assertThat(save("one-more", "shop one-more")).isEqualTo(new Outcome.TooMany());
        assertThat(save("own7", "shop own7")).isInstanceOf(Outcome.Saved.class);
    }
}
