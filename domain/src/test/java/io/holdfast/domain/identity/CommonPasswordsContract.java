package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every `CommonPasswords` promises.
public interface CommonPasswordsContract {

    CommonPasswords commonPasswords();

    @Test
    default void knows_what_is_tried_first_in_any_case() {
        for (var word : new String[] {"password", "Password", "PASSWORD1", "12345678"}) {
            assertThat(commonPasswords().contains(new Password(word))).as(word).isTrue();
        }
    }

    @Test
    default void lets_a_phrase_pass() {
        for (var phrase : new String[] {"correct horse battery staple", "pass words of mine"}) {
            assertThat(commonPasswords().contains(new Password(phrase))).as(phrase).isFalse();
        }
    }

    @Test
    default void takes_any_text() {
        for (var text : new String[] {"", "\0", "\ud83d\ude00".repeat(200)}) {
            assertThat(commonPasswords().contains(new Password(text))).isFalse();
        }
    }
}
