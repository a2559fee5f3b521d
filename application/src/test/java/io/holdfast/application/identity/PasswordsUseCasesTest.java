package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Changing, resetting and judging passwords.
class PasswordsUseCasesTest {

    private static final Username ADA = new Username("ada");
    private static final Password NEW = new Password("another good one");
    private static final Violation COMMON =
            Violation.at("new_password", "must not be one of the passwords that are guessed first");

    private final IdentityWorld world = new IdentityWorld();
    private final ChangePassword changePassword =
            new ChangePassword(
                    world.transactions,
                    world.checkPassword(),
                    world.rules,
                    world.users,
                    world.sessions,
                    world.hasher,
                    world.clock);
    private final ResetPassword resetPassword =
            new ResetPassword(
                    world.transactions,
                    world.users,
                    world.sessions,
                    world.hasher,
                    world.clock,
                    new Random(5));

    @Test
    void changes_the_password_and_ends_every_session() {
        var token = world.enter(world.add("ada", Role.AGENT, true));

        assertThat(change(IdentityWorld.PASSWORD, NEW))
                .isEqualTo(new ChangePassword.Outcome.Changed());

        assertThat(world.authenticate().person(token))
                .isEqualTo(new Authenticate.Person.Rejected());
        assertThat(signIn(IdentityWorld.PASSWORD)).isEqualTo(new SignIn.Outcome.WrongCredentials());
        assertThat(signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    }

    @Test
    void changes_nothing_for_whom_the_present_password_is_unknown() {
        var ada = world.add("ada", Role.AGENT, true);
        var token = world.enter(ada);

        assertThat(change(new Password("wrong password"), NEW))
                .isEqualTo(new ChangePassword.Outcome.WrongCredentials());

        assertThat(world.find("ada")).isEqualTo(ada);
        assertThat(world.authenticate().person(token))
                .isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void counts_failures_as_signing_in_does() {
        world.add("ada", Role.AGENT, true);
        for (int i = 0; i < 5; i++) {
            change(new Password("wrong password"), NEW);
        }

        assertThat(change(IdentityWorld.PASSWORD, NEW))
                .isInstanceOf(ChangePassword.Outcome.TooMany.class);
    }

    @Test
    void takes_no_bad_password_and_says_so_to_the_owner_only() {
        world.add("ada", Role.AGENT, true);

        assertThat(change(IdentityWorld.PASSWORD, new Password("iloveyou1")))
                .isEqualTo(new ChangePassword.Outcome.Invalid(List.of(COMMON)));
        assertThat(change(new Password("wrong password"), new Password("iloveyou1")))
                .isEqualTo(new ChangePassword.Outcome.WrongCredentials());
    }

    @Test
    void does_not_take_the_present_password_for_a_new_one() {
        world.add("ada", Role.AGENT, true);

        assertThat(change(IdentityWorld.PASSWORD, IdentityWorld.PASSWORD))
                .isEqualTo(
                        new ChangePassword.Outcome.Invalid(
                                List.of(
                                        Violation.at(
                                                "new_password", "must not be the present one"))));
    }

    @Test
    void changes_no_password_of_one_who_is_not_active() {
        world.add("ada", Role.AGENT, false);
        assertThat(change(IdentityWorld.PASSWORD, NEW))
                .isEqualTo(new ChangePassword.Outcome.NotActive());

        world.users.update(world.find("ada").withApproval(true));
        world.users.update(world.find("ada").withLock(true));
        assertThat(change(IdentityWorld.PASSWORD, NEW))
                .isEqualTo(new ChangePassword.Outcome.NotActive());
    }

    @Test
    void resets_to_a_password_that_is_good_for_choosing_another_one_only() {
        var token = world.enter(world.add("ada", Role.AGENT, true));

        var reset = reset();

        assertThat(reset.until()).isEqualTo(IdentityWorld.NOON.plus(Duration.ofDays(1)));
        assertThat(reset.temporary().value()).matches("[2-9A-HJ-NP-Za-km-z]{20}");
        assertThat(reset.toString()).doesNotContain(reset.temporary().value());
        assertThat(world.authenticate().person(token))
                .isEqualTo(new Authenticate.Person.Rejected());
        assertThat(signIn(IdentityWorld.PASSWORD)).isEqualTo(new SignIn.Outcome.WrongCredentials());
        assertThat(signIn(reset.temporary())).isEqualTo(new SignIn.Outcome.PasswordChangeNeeded());
        assertThat(change(reset.temporary(), NEW)).isEqualTo(new ChangePassword.Outcome.Changed());
        assertThat(signIn(reset.temporary())).isEqualTo(new SignIn.Outcome.WrongCredentials());
        assertThat(signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    }

    @Test
    void ends_a_temporary_password_after_a_day() {
        world.add("ada", Role.AGENT, true);
        var reset = reset();

        world.pass(Duration.ofDays(1));

        assertThat(change(reset.temporary(), NEW))
                .isEqualTo(new ChangePassword.Outcome.WrongCredentials());
    }

    @Test
    void makes_another_temporary_password_each_time_and_forgets_the_first() {
        world.add("ada", Role.AGENT, true);
        var first = reset();
        var second = reset();

        assertThat(first.temporary()).isNotEqualTo(second.temporary());
        assertThat(signIn(first.temporary())).isEqualTo(new SignIn.Outcome.WrongCredentials());
    }

    @Test
    void neither_approves_nor_unlocks_by_a_reset() {
        world.add("ada", Role.AGENT, false);

        assertThat(change(reset().temporary(), NEW))
                .isEqualTo(new ChangePassword.Outcome.NotActive());
        assertThat(world.find("ada").approved()).isFalse();
    }

    @Test
    void resets_nothing_of_one_who_is_unknown_or_whom_a_provider_vouches_for() {
        assertThat(resetPassword.reset(ADA)).isEqualTo(new ResetPassword.Outcome.UnknownUser(ADA));

        User ada = world.add("ada", Role.AGENT, true);
        world.users.update(ada.withCredential(new Credential.External("idp", "1")));
        assertThat(resetPassword.reset(ADA)).isEqualTo(new ResetPassword.Outcome.External(ADA));
        assertThat(world.find("ada").credential()).isEqualTo(new Credential.External("idp", "1"));
    }

    @Test
    void takes_no_password_that_is_short_or_long_or_common_or_the_name() {
        for (var bad :
                new String[] {
                    "",
                    "1234567",
                    "x".repeat(129),
                    "\ud83d\ude00".repeat(7),
                    "iloveyou1",
                    "ada.lovelace",
                    "ADA.Lovelace1",
                    "xada.lovelacex"
                }) {
            assertThat(world.rules.check("password", new Password(bad), named("Ada.Lovelace")))
                    .as(bad)
                    .extracting(Violation::pointer)
                    .containsExactly("#/password");
        }
    }

    @Test
    void takes_any_other_password_of_whatever_characters() {
        for (var good :
                new String[] {
                    "12345679",
                    "        ",
                    "x".repeat(128),
                    "\ud83d\ude00".repeat(8),
                    "ada.lovelace is my name"
                }) {
            assertThat(world.rules.check("password", new Password(good), named("Ada.Lovelace")))
                    .as(good)
                    .isEmpty();
        }
    }

    @Test
    void registers_nobody_with_a_bad_password() {
        var registerUser =
                new RegisterUser(
                        world.transactions,
                        world.users,
                        world.rules,
                        world.hasher,
                        world.ids,
                        world.clock);

        for (var bad : new String[] {"short", "iloveyou1", "ada.lovelace"}) {
            assertThat(
                            registerUser.register(
                                    new RegisterUser.Command(
                                            named("ada.lovelace"), new Password(bad), Role.AGENT)))
                    .isInstanceOfSatisfying(
                            RegisterUser.Outcome.Invalid.class,
                            invalid ->
                                    assertThat(invalid.violations())
                                            .extracting(Violation::pointer)
                                            .containsExactly("#/password"));
        }
        assertThat(world.users.find(named("ada.lovelace"))).isEmpty();
    }

    private static Username named(String name) {
        return new Username(name);
    }

    private ResetPassword.Outcome.Reset reset() {
        return (ResetPassword.Outcome.Reset) resetPassword.reset(new Username("ADA"));
    }

    private ChangePassword.Outcome change(Password present, Password chosen) {
        return changePassword.change(
                new ChangePassword.Command("ada", present, chosen, IdentityWorld.ADDRESS));
    }

    private SignIn.Outcome signIn(Password password) {
        return world.signIn().signIn(new SignIn.Command("ada", password, "198.51.100.7", ""));
    }
}
