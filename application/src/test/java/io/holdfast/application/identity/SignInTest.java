package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final String WRONG = "wrong password";

    private final IdentityWorld world = new IdentityWorld();
    private final SignIn signIn = world.signIn();

    @Test
    void begins_a_session_whose_token_is_recognised() {
        var ada = world.add("ada", Role.AGENT, true);

        var signedIn = signedIn(signIn("ADA", IdentityWorld.PASSWORD.value()));

        assertThat(signedIn.lifetime()).isEqualTo(IdentityWorld.LIFETIME);
        assertThat(signedIn.toString()).doesNotContain(signedIn.token());
        var session = world.sessions.live(ada.id(), world.clock.instant()).getFirst();
        assertThat(session.address()).isEqualTo(IdentityWorld.ADDRESS);
        assertThat(session.agent()).isEqualTo("test");
        assertThat(world.authenticate().person(signedIn.token()))
                .isEqualTo(new Authenticate.Person.Recognised(ada, session.id()));
    }

    @Test
    void begins_another_session_each_time() {
        var ada = world.add("ada", Role.AGENT, true);

        var first = signedIn(signIn("ada", IdentityWorld.PASSWORD.value()));
        var second = signedIn(signIn("ada", IdentityWorld.PASSWORD.value()));

        assertThat(first.token()).isNotEqualTo(second.token());
        assertThat(world.sessions.live(ada.id(), world.clock.instant())).hasSize(2);
    }

    @Test
    void shortens_what_the_client_says_it_is() {
        var ada = world.add("ada", Role.AGENT, true);

        signIn.signIn(
                new SignIn.Command(
                        "ada", IdentityWorld.PASSWORD, IdentityWorld.ADDRESS, "x".repeat(5_000)));

        assertThat(world.sessions.live(ada.id(), world.clock.instant()).getFirst().agent())
                .hasSize(Session.MAX_AGENT_LENGTH);
    }

    @Test
    void begins_nothing_by_a_password_that_is_changed_while_it_is_checked() {
        var ada = world.add("ada", Role.AGENT, true);
        var late = world.signIn(new ChangedWhileChecked(world, ada));

        assertThat(signIn(late, "ada", IdentityWorld.PASSWORD.value()))
                .isEqualTo(new SignIn.Outcome.WrongCredentials());
        assertThat(world.sessions.live(ada.id(), world.clock.instant())).isEmpty();
    }

    /// Somebody is faster with another password.
    private record ChangedWhileChecked(IdentityWorld world, User user) implements PasswordHasher {
        @Override
        public PasswordHash hash(Password password) {
            return world.hasher.hash(password);
        }

        @Override
        public boolean matches(Password password, PasswordHash hash) {
            var other = new Credential.Chosen(new PasswordHash("another"));
            var _ = world.users.update(user.withCredential(other));
            var _ = world.sessions.endAll(user.id(), world.clock.instant());
            return world.hasher.matches(password, hash);
        }

        @Override
        public boolean isOutdated(PasswordHash hash) {
            return false;
        }
    }

    private static SignIn.Outcome signIn(SignIn signIn, String name, String password) {
        return signIn.signIn(
                new SignIn.Command(name, new Password(password), IdentityWorld.ADDRESS, "test"));
    }

    @Test
    void ends_a_session_with_its_time() {
        world.add("ada", Role.AGENT, true);
        var token = signedIn(signIn("ada", IdentityWorld.PASSWORD.value())).token();

        world.pass(IdentityWorld.LIFETIME.minusSeconds(1));
        assertThat(world.authenticate().person(token))
                .isInstanceOf(Authenticate.Person.Recognised.class);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.authenticate().person(token))
                .isEqualTo(new Authenticate.Person.Rejected());
    }

    @Test
    void tells_an_unknown_name_and_a_wrong_password_not_apart() {
        world.add("ada", Role.AGENT, true);

        for (var name : new String[] {"ada", "nobody", "", "no such name", "a".repeat(9_000)}) {
            assertThat(signIn(name, WRONG)).isEqualTo(new SignIn.Outcome.WrongCredentials());
        }
        assertThat(signIn("ada", "")).isEqualTo(new SignIn.Outcome.WrongCredentials());
    }

    @Test
    void says_nothing_of_the_approval_to_whom_the_password_is_unknown() {
        world.add("waiting", Role.AGENT, false);
        lock(world.add("locked", Role.AGENT, true));

        assertThat(signIn("waiting", WRONG)).isEqualTo(new SignIn.Outcome.WrongCredentials());
        assertThat(signIn("locked", WRONG)).isEqualTo(new SignIn.Outcome.WrongCredentials());
        assertThat(signIn("waiting", IdentityWorld.PASSWORD.value()))
                .isEqualTo(new SignIn.Outcome.NotApproved());
        assertThat(signIn("locked", IdentityWorld.PASSWORD.value()))
                .isEqualTo(new SignIn.Outcome.Locked());
    }

    @Test
    void lets_nobody_in_with_a_temporary_password() {
        var ada = world.add("ada", Role.AGENT, true);
        var until = world.clock.instant().plusSeconds(60);
        give(ada, new Credential.Temporary(world.hasher.hash(IdentityWorld.PASSWORD), until));

        assertThat(signIn("ada", IdentityWorld.PASSWORD.value()))
                .isEqualTo(new SignIn.Outcome.PasswordChangeNeeded());
        assertThat(world.sessions.live(ada.id(), world.clock.instant())).isEmpty();
        world.pass(Duration.ofSeconds(60));
        assertThat(signIn("ada", IdentityWorld.PASSWORD.value()))
                .isEqualTo(new SignIn.Outcome.WrongCredentials());
    }

    @Test
    void lets_nobody_in_by_a_password_whom_an_identity_provider_vouches_for() {
        give(world.add("ada", Role.AGENT, true), new Credential.External("idp", "1"));

        assertThat(signIn("ada", IdentityWorld.PASSWORD.value()))
                .isEqualTo(new SignIn.Outcome.WrongCredentials());
    }

    /// The decoy's password is made of the first id that was drawn.
    @Test
    void lets_nobody_in_by_the_decoys_password() {
        var fresh = new IdentityWorld();
        var decoy = new IdentityWorld().ids.next().toString();
        var use = fresh.signIn();
        give(fresh, fresh.add("ada", Role.AGENT, true), new Credential.External("idp", "1"));

        for (var name : new String[] {"ada", "nobody"}) {
            assertThat(use.signIn(new SignIn.Command(name, new Password(decoy), "192.0.2.1", "")))
                    .isEqualTo(new SignIn.Outcome.WrongCredentials());
        }
    }

    @Test
    void hashes_anew_what_was_hashed_as_was_thought_right_once() {
        var ada = world.add("ada", Role.AGENT, true);
        var old = "old " + world.hasher.hash(IdentityWorld.PASSWORD).value();
        give(ada, new Credential.Chosen(new PasswordHash(old)));

        signedIn(signIn("ada", IdentityWorld.PASSWORD.value()));

        var renewed = new Credential.Chosen(world.hasher.hash(IdentityWorld.PASSWORD));
        assertThat(world.find("ada").credential()).isEqualTo(renewed);
        var revision = world.find("ada").revision();
        signedIn(signIn("ada", IdentityWorld.PASSWORD.value()));
        assertThat(world.find("ada").revision()).isEqualTo(revision);
    }

    @Test
    void leaves_an_old_hash_where_the_password_is_wrong() {
        var old = new PasswordHash("old " + world.hasher.hash(IdentityWorld.PASSWORD).value());
        give(world.add("ada", Role.AGENT, true), new Credential.Chosen(old));

        signIn("ada", WRONG);

        assertThat(world.find("ada").credential()).isEqualTo(new Credential.Chosen(old));
    }

    private SignIn.Outcome signIn(String name, String password) {
        return signIn.signIn(
                new SignIn.Command(name, new Password(password), IdentityWorld.ADDRESS, "test"));
    }

    private static SignIn.Outcome.SignedIn signedIn(SignIn.Outcome outcome) {
        assertThat(outcome).isInstanceOf(SignIn.Outcome.SignedIn.class);
        return (SignIn.Outcome.SignedIn) outcome;
    }

    private void give(User user, Credential credential) {
        give(world, user, credential);
    }

    private static void give(IdentityWorld world, User user, Credential credential) {
        world.users.update(user.withCredential(credential));
    }

    private void lock(User user) {
        world.users.update(
                world.users
                        .find(new Username(user.username().value()))
                        .orElseThrow()
                        .withLock(true));
    }
}
