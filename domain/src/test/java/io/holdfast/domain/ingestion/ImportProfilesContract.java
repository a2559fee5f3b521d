package io.holdfast.domain.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.ImportProfileQueries.Summary;
import io.holdfast.domain.ingestion.ImportProfiles.Saving;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `ImportProfiles` promises. Begins with those of the release only.
public interface ImportProfilesContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    ImportProfiles profiles();

    /// Over the same store.
    default ImportProfileQueries queries() {
        return profiles();
    }

    /// The document from which such a profile is read.
    String document(ImportProfile profile);

    /// The name of one that comes with the release.
    String bundled();

    private Saving save(ImportProfile profile) {
        return profiles().save(profile, document(profile), "ada", NOON);
    }

    @Test
    default void finds_what_comes_with_the_release() {
        assertThat(profiles().find(bundled()).orElseThrow().name()).isEqualTo(bundled());
        assertThat(profiles().document(bundled())).isPresent();
        assertThat(profiles().list("", 100)).extracting(Summary::name).contains(bundled());
    }

    @Test
    default void knows_which_come_with_the_release() {
        save(SampleProfiles.shop("own"));

        assertThat(profiles().isBundled(bundled())).isTrue();
        assertThat(profiles().isBundled("own")).isFalse();
        assertThat(profiles().isBundled("nobody")).isFalse();
    }

    @Test
    default void finds_what_was_saved() {
        var profile = SampleProfiles.shop("own");

        assertThat(save(profile)).isEqualTo(Saving.ADDED);

        assertThat(profiles().find("own")).contains(profile);
        assertThat(profiles().document("own")).contains(document(profile));
    }

    @Test
    default void lists_what_there_is_page_by_page() {
        var own = List.of("a1", "b-2", "z_9");
        own.forEach(name -> save(SampleProfiles.shop(name)));

        var all = profiles().list("", 100);
        assertThat(all).extracting(Summary::name).isSorted().containsAll(own).contains(bundled());
        assertThat(all)
                .contains(new Summary("b-2", 1, "A shop", "shop", List.of("customers", "orders")));

        var page = profiles().list("", 2);
        assertThat(page).isEqualTo(all.subList(0, 2));
        assertThat(profiles().list(page.getLast().name(), 100))
                .isEqualTo(all.subList(2, all.size()));
        assertThat(profiles().list("z_9", 100)).isEmpty();
    }

    @Test
    default void lists_a_profile_as_it_was_saved_last() {
        save(SampleProfiles.shop("own"));
        save(
                SampleProfiles.of(
                        "own", SampleProfiles.shop("own").section("orders", "").orElseThrow()));

        assertThat(profiles().list("own", 1)).extracting(Summary::name).doesNotContain("own");
        assertThat(profiles().list("", 100))
                .contains(new Summary("own", 1, "A shop", "shop", List.of("orders")));
    }

    @Test
    default void puts_a_profile_in_the_place_of_the_one_before() {
        save(SampleProfiles.shop("own"));
        var next =
                SampleProfiles.of(
                        "own", SampleProfiles.shop("own").section("orders", "").orElseThrow());

        assertThat(save(next)).isEqualTo(Saving.REPLACED);

        assertThat(profiles().find("own")).contains(next);
    }

    @Test
    default void leaves_what_comes_with_the_release() {
        var before = profiles().find(bundled());

        assertThat(save(SampleProfiles.shop(bundled()))).isEqualTo(Saving.BUNDLED);
        assertThat(profiles().remove(bundled())).isFalse();

        assertThat(profiles().find(bundled())).isEqualTo(before);
    }

    @Test
    default void knows_nothing_by_what_is_no_name() {
        for (var name : List.of("", "\0", "a\0b", "a b", "x".repeat(3_000))) {
            assertThat(profiles().find(name)).isEmpty();
            assertThat(profiles().remove(name)).isFalse();
        }
    }

    @Test
    default void removes_what_was_saved_once() {
        save(SampleProfiles.shop("own"));

        assertThat(profiles().remove("own")).isTrue();
        assertThat(profiles().remove("own")).isFalse();
        assertThat(profiles().find("own")).isEmpty();
        assertThat(profiles().document("own")).isEmpty();
    }
}
