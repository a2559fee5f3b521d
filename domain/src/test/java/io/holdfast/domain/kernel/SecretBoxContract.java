package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.domain.kernel.SecretBox.Opening;
import org.junit.jupiter.api.Test;

/// What every `SecretBox` promises.
public interface SecretBoxContract {

    Secret SECRET = new Secret("p\u00e4ss \ud83d\udd11 word");

    SecretBox secretBox();

    @Test
    default void opens_what_it_sealed() {
        var sealed = secretBox().seal(SECRET, "source:crm");

        assertThat(secretBox().open(sealed, "source:crm"))
                .isEqualTo(new Opening.Opened(SECRET, false));
    }

    @Test
    default void seals_an_empty_and_a_tooLongsecret() {
        for (var text : new String[] {"", "x".repeat(SecretBox.MAX_LENGTH)}) {
            var sealed = secretBox().seal(new Secret(text), "a");
            assertThat(secretBox().open(sealed, "a"))
                    .isEqualTo(new Opening.Opened(new Secret(text), false));
        }
    }

    @Test
    default void refuses_a_secret_that_is_too_long() {
        var tooLong = new Secret("x".repeat(SecretBox.MAX_LENGTH + 1));

        assertThatIllegalArgumentException().isThrownBy(() -> secretBox().seal(tooLong, "a"));
    }

    @Test
    default void shows_nothing_and_seals_differently_each_time() {
        var one = secretBox().seal(SECRET, "source:crm");
        var other = secretBox().seal(SECRET, "source:crm");

        assertThat(one).matches("[\\x21-\\x7e]+").doesNotContain("word").isNotEqualTo(other);
    }

    @Test
    default void opens_for_its_purpose_only() {
        var sealed = secretBox().seal(SECRET, "source:crm");

        assertThat(secretBox().open(sealed, "source:shop")).isEqualTo(new Opening.Unreadable());
        assertThat(secretBox().open(sealed, "")).isEqualTo(new Opening.Unreadable());
    }

    @Test
    default void opens_nothing_that_it_did_not_seal() {
        var sealed = secretBox().seal(SECRET, "a");

        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
            var forged = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThat(secretBox().open(forged, "a")).isEqualTo(new Opening.Unreadable());
        }
        for (var text : new String[] {"", ":", "::", "hf1", "\u0000", sealed + "A", "x" + sealed}) {
            assertThat(secretBox().open(text, "a")).isEqualTo(new Opening.Unreadable());
        }
    }

    @Test
    default void a_secret_does_not_print() {
        assertThat(secretBox().open(secretBox().seal(SECRET, "a"), "a").toString())
                .doesNotContain("word");
    }
}
