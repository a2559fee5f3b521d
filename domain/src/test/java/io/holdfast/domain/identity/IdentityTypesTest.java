package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTypesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"ada", "Ada.Lovelace", "ada@example.org", "0_-", "\u00E9mile", "a+b"})
    void takes_a_username(String name) {
        assertThat(new Username(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                ".ada",
                "-ada",
                "a b",
                "ada\n",
                "ada\u0000",
                "ada/x",
                "<ada>",
                " ada",
                "a'--"
            })
    void refuses_a_username(String name) {
        assertThat(Username.isValid(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Username(name));
    }

    @Test
    void takes_a_username_of_3_to_50_characters() {
        assertThat(Username.isValid("a".repeat(2))).isFalse();
        assertThat(Username.isValid("a".repeat(3))).isTrue();
        assertThat(Username.isValid("a".repeat(50))).isTrue();
        assertThat(Username.isValid("a".repeat(51))).isFalse();
        assertThat(Username.isValid("a".repeat(1_000_000))).isFalse();
    }

    @Test
    void folds_names_that_differ_in_case_to_one_form() {
        assertThat(new Username("ADA").folded()).isEqualTo(new Username("ada").folded());
        assertThat(new Username("\u00C9mile").folded())
                .isEqualTo(new Username("\u00E9MILE").folded());
        assertThat(new Username("ada").folded()).isNotEqualTo(new Username("ado").folded());
    }

    @Test
    void takes_a_password_of_8_to_128_characters() {
        assertThat(Password.isAcceptable("p".repeat(7))).isFalse();
        assertThat(Password.isAcceptable("p".repeat(8))).isTrue();
        assertThat(Password.isAcceptable("p".repeat(128))).isTrue();
        assertThat(Password.isAcceptable("p".repeat(129))).isFalse();
    }

    @Test
    void counts_the_characters_of_a_password_and_not_its_code_units() {
        assertThat(Password.isAcceptable("\uD83D\uDE00".repeat(7))).isFalse();
        assertThat(Password.isAcceptable("\uD83D\uDE00".repeat(128))).isTrue();
        assertThat(Password.isAcceptable("\uD83D\uDE00".repeat(129))).isFalse();
    }

    @Test
    void never_prints_a_secret() {
        var hash = new PasswordHash("$argon2id$secret");
        var user =
                new User(
                        UUID.randomUUID(),
                        new Username("ada"),
                        new Credential.Chosen(hash),
                        Role.ADMIN,
                        true,
                        false,
                        NOON,
                        0);

        assertThat(new Password("secret-word")).asString().doesNotContain("secret");
        assertThat(hash).asString().doesNotContain("secret");
        assertThat(user).asString().doesNotContain("secret");
    }

    @Test
    void lives_until_just_before_it_expires() {
        var key = key(Set.of(Scope.PREDICT), NOON);

        assertThat(key.isLive(NOON.minusNanos(1))).isTrue();
        assertThat(key.isLive(NOON)).isFalse();
        assertThat(key(Set.of(Scope.PREDICT), Instant.MAX).isLive(NOON)).isTrue();
    }

    @Test
    void opens_what_its_scopes_say_and_an_admin_key_opens_all() {
        assertThat(key(Set.of(Scope.PREDICT), NOON).opens(Scope.PREDICT)).isTrue();
        assertThat(key(Set.of(Scope.PREDICT), NOON).opens(Scope.ADMIN)).isFalse();
        assertThat(key(Set.of(Scope.ADMIN), NOON).opens(Scope.PREDICT)).isTrue();
        assertThat(key(Set.of(), NOON).opens(Scope.PREDICT)).isFalse();
    }

    @Test
    void keeps_its_scopes_whatever_becomes_of_the_given_set() {
        var scopes = EnumSet.of(Scope.PREDICT);
        var key = key(scopes, NOON);
        scopes.add(Scope.ADMIN);

        assertThat(key.opens(Scope.ADMIN)).isFalse();
    }

    @Test
    void belongs_to_a_client_with_a_name_of_1_to_100_characters() {
        assertThat(named("c".repeat(100)).client()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> named("c".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> named(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> named(""));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void finds_a_role_by_its_label(Role role) {
        assertThat(Role.ofLabel(role.label())).contains(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Admin", "ADMIN", "root", "agent "})
    void finds_no_role_for_another_text(String label) {
        assertThat(Role.ofLabel(label)).isEmpty();
    }

    @Test
    void is_an_active_admin_only_when_approved() {
        var hash = new PasswordHash("h");
        var admin =
                new User(
                        UUID.randomUUID(),
                        new Username("ada"),
                        new Credential.Chosen(hash),
                        Role.ADMIN,
                        true,
                        false,
                        NOON,
                        3);

        assertThat(admin.isActiveAdmin()).isTrue();
        assertThat(admin.withApproval(false).isActiveAdmin()).isFalse();
        assertThat(admin.withLock(true).isActiveAdmin()).isFalse();
        assertThat(admin.withRole(Role.AGENT).isActiveAdmin()).isFalse();
        assertThat(admin.withApproval(false).revision()).isEqualTo(3);
    }

    private static ApiKey named(String client) {
        return new ApiKey(
                UUID.randomUUID(),
                client,
                "00",
                Set.of(),
                Tier.BASIC,
                List.of(),
                NOON,
                Instant.MAX);
    }

    private static ApiKey key(Set<Scope> scopes, Instant expiresAt) {
        return new ApiKey(
                UUID.randomUUID(),
                "shop",
                "00",
                scopes,
                Tier.BASIC,
                List.of(),
                NOON.minusSeconds(60),
                expiresAt);
    }
}
