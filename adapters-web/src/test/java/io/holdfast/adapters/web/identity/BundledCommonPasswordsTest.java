package io.holdfast.adapters.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.CommonPasswords;
import io.holdfast.domain.identity.CommonPasswordsContract;
import io.holdfast.domain.identity.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledCommonPasswordsTest implements CommonPasswordsContract {

    private final BundledCommonPasswords passwords = BundledCommonPasswords.load();

    @Override
    public CommonPasswords commonPasswords() {
        return passwords;
    }

    @Test
    void has_all_of_the_list() {
        assertThat(passwords.size()).isEqualTo(18_089);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789",
                "qwertyuiop",
                "iLoveYou",
                "Sunshine",
                "princess",
                "FOOTBALL",
                "baseball",
                "trustno1",
                "letmein1",
                "starwars",
                "welcome1",
                "P@ssw0rd",
                "qwerty123",
                "1q2w3e4r",
                "superman",
                "\uff50assword",
                "holdfast",
                "Holdfast1",
                "holdfast2026!",
                "admin-holdfast",
                "holdfastHOLDFAST",
                "holdfastpassword"
            })
    void knows(String word) {
        assertThat(passwords.contains(new Password(word))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kelp has a holdfast, not a root",
                "tr0ub4dor&3 tr0ub4dor",
                "passw\u00f6rter"
            })
    void lets_pass(String word) {
        assertThat(passwords.contains(new Password(word))).isFalse();
    }
}
