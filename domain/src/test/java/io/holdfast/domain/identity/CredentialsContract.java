package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What every `Credentials` promises about changes made beside it. Begins with empty stores, and
/// with nothing remembered. Tests ask before a change, so that whoever remembers does so.
public interface CredentialsContract {

    Instant NOON = SessionsContract.NOON;
    String ISSUER = "https://id.example.com";

    Credentials credentials();

    Users users();

    Sessions sessions();

    ApiKeys apiKeys();

    Transactions transactions();

    private User signedIn(int number, String name, Role role) {
        var user = UsersContract.user(number, name, role, true);
        users().insert(user);
        sessions().begin(SessionsContract.session(number, user));
        assertThat(user(number).username()).isEqualTo(user.username());
        return user;
    }

    /// Behind the session with this number.
    private User user(int number) {
        var session =
                SessionsContract.session(number, UsersContract.user(0, "any", Role.AGENT, true));
        return credentials().session(session.id()).orElseThrow().user();
    }

    static User external(int number, String name, String subject) {
        return UsersContract.user(number, name, Role.AGENT, true)
                .withCredential(new Credential.External(ISSUER, subject));
    }

    @Test
    default void finds_keys_and_sessions_again_and_again() {
        var key = ApiKeysContract.key(1, "shop");
        var user = UsersContract.user(1, "ada", Role.ADMIN, true);
        var session = SessionsContract.session(1, user);
        apiKeys().insert(key);
        users().insert(user);
        sessions().begin(session);

        for (int i = 0; i < 3; i++) {
            assertThat(credentials().key(key.sha256())).contains(key);
            assertThat(credentials().session(session.id()))
                    .contains(new Credentials.SignedIn(session, user));
        }
    }

    @Test
    default void a_revoked_key_opens_nothing_any_more() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        assertThat(credentials().key(key.sha256())).contains(key);

        apiKeys().remove(key.id());

        assertThat(credentials().key(key.sha256())).isEmpty();
    }

    @Test
    default void a_new_key_opens_at_once_what_it_did_not_a_moment_ago() {
        var key = ApiKeysContract.key(1, "shop");
        assertThat(credentials().key(key.sha256())).isEmpty();
        assertThat(credentials().key(key.sha256())).isEmpty();

        apiKeys().insert(key);

        assertThat(credentials().key(key.sha256())).contains(key);
    }

    @Test
    default void shows_keys_and_sessions_that_have_run_out() {
        var key = ApiKeysContract.key(1, "shop", NOON, NOON.plusSeconds(1));
        apiKeys().insert(key);

        assertThat(credentials().key(key.sha256())).contains(key);
    }

    @Test
    default void a_locked_disapproved_or_demoted_user_is_so_at_once() {
        var ada = signedIn(1, "ada", Role.ADMIN);

        users().update(ada.withRole(Role.AGENT));
        assertThat(user(1).role()).isEqualTo(Role.AGENT);
        users().update(user(1).withLock(true));
        assertThat(user(1).locked()).isTrue();
        users().update(user(1).withLock(false));
        assertThat(user(1).isActive()).isTrue();
        users().update(user(1).withApproval(false));
        assertThat(user(1).approved()).isFalse();
    }

    @Test
    default void an_ended_session_is_nobodys() {
        var ada = signedIn(1, "ada", Role.AGENT);
        var session = SessionsContract.session(1, ada);

        sessions().end(ada.id(), session.id(), NOON.plusSeconds(9));

        assertThat(credentials().session(session.id())).isEmpty();
        assertThat(credentials().session(session.id())).isEmpty();
    }

    @Test
    default void ending_all_sessions_ends_each() {
        var ada = signedIn(1, "ada", Role.AGENT);
        var bob = signedIn(2, "bob", Role.AGENT);
        var other = SessionsContract.session(3, ada);
        sessions().begin(other);
        assertThat(credentials().session(other.id())).isPresent();

        sessions().endAll(ada.id(), NOON.plusSeconds(9));

        assertThat(credentials().session(SessionsContract.session(1, ada).id())).isEmpty();
        assertThat(credentials().session(other.id())).isEmpty();
        assertThat(user(2)).isEqualTo(bob);
    }

    @Test
    default void the_oldest_session_ends_with_one_too_many() {
        var ada = signedIn(0, "ada", Role.AGENT);
        for (int i = 1; i <= Sessions.MAX_PER_USER; i++) {
            sessions().begin(SessionsContract.session(i, ada));
        }

        assertThat(credentials().session(SessionsContract.session(0, ada).id())).isEmpty();
        assertThat(credentials().session(SessionsContract.session(1, ada).id())).isPresent();
    }

    @Test
    default void a_new_session_is_known_where_it_was_not_a_moment_ago() {
        var ada = UsersContract.user(1, "ada", Role.AGENT, true);
        users().insert(ada);
        var session = SessionsContract.session(1, ada);
        assertThat(credentials().session(session.id())).isEmpty();

        sessions().begin(session);

        assertThat(credentials().session(session.id())).isPresent();
    }

    @Test
    default void finds_the_user_that_an_identity_provider_vouches_for() {
        assertThat(credentials().external(ISSUER, "42")).isEmpty();
        var ada = external(1, "ada", "42");

        users().insert(ada);

        for (int i = 0; i < 3; i++) {
            assertThat(credentials().external(ISSUER, "42")).contains(ada);
        }
        assertThat(credentials().external(ISSUER, "43")).isEmpty();
        assertThat(credentials().external("https://other.example.com", "42")).isEmpty();
    }

    @Test
    default void a_change_of_an_external_user_counts_at_once() {
        var ada = external(1, "ada", "42");
        users().insert(ada);
        assertThat(credentials().external(ISSUER, "42")).contains(ada);

        users().update(ada.withLock(true));
        var locked = credentials().external(ISSUER, "42").orElseThrow();
        assertThat(locked.locked()).isTrue();

        users().update(
                        locked.withCredential(
                                new Credential.Chosen(new PasswordHash("$argon2id$v=19$c2$aG"))));
        assertThat(credentials().external(ISSUER, "42")).isEmpty();

        var other = external(2, "bob", "42");
        users().insert(other);
        assertThat(credentials().external(ISSUER, "42")).contains(other);
    }

    @Test
    default void what_is_rolled_back_changes_nothing() {
        var ada = signedIn(1, "ada", Role.AGENT);
        var key = ApiKeysContract.key(1, "shop");
        var unborn = ApiKeysContract.key(2, "shop");
        apiKeys().insert(key);
        assertThat(credentials().key(key.sha256())).isPresent();

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    apiKeys().remove(key.id());
                                    apiKeys().insert(unborn);
                                    users().update(ada.withLock(true));
                                    sessions().endAll(ada.id(), NOON.plusSeconds(9));
                                    // Whoever remembers what it reads here remembers a lie.
                                    assertThat(credentials().key(key.sha256())).isEmpty();
                                    assertThat(credentials().key(unborn.sha256())).isPresent();
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(credentials().key(key.sha256())).contains(key);
        assertThat(credentials().key(unborn.sha256())).isEmpty();
        assertThat(user(1)).isEqualTo(ada);
    }

    @Test
    default void a_transaction_reads_what_it_has_written() {
        var ada = signedIn(1, "ada", Role.AGENT);
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        assertThat(credentials().key(key.sha256())).isPresent();
        var external = external(2, "bob", "42");

        transactions()
                .run(() -> {
                    apiKeys().remove(key.id());
                    assertThat(credentials().key(key.sha256())).isEmpty();
                    users().update(ada.withLock(true));
                    assertThat(user(1).locked()).isTrue();
                    users().insert(external);
                    assertThat(credentials().external(ISSUER, "42")).contains(external);
                });

        assertThat(credentials().key(key.sha256())).isEmpty();
        assertThat(user(1).locked()).isTrue();
        assertThat(credentials().external(ISSUER, "42")).contains(external);
    }

    @Test
    default void whoever_asks_while_it_is_changed_does_not_make_it_late() {
        for (int round = 0; round < 20; round++) {
            var key = ApiKeysContract.key(round, "client" + round);
            apiKeys().insert(key);
            AtOnce.call(
                    4,
                    caller -> {
                        Supplier<Object> act =
                                caller == 0
                                        ? () -> apiKeys().remove(key.id())
                                        : () -> credentials().key(key.sha256());
                        return act.get();
                    });

            assertThat(credentials().key(key.sha256())).isEmpty();
        }
    }
}
