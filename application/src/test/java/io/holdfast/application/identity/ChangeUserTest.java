package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.AtOnce;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who loses a right is out at once, and the last admin stays.
class ChangeUserTest {

    record Loss(ChangeUser.Change away, ChangeUser.Change back) {}

    private final IdentityWorld world = new IdentityWorld();
    private final ChangeUser changeUser =
            new ChangeUser(world.transactions, world.users, world.sessions, world.clock);

    private static List<Loss> losses() {
        return List.of(
                new Loss(new ChangeUser.Change.Approve(false), new ChangeUser.Change.Approve(true)),
                new Loss(new ChangeUser.Change.Lock(true), new ChangeUser.Change.Lock(false)),
                new Loss(
                        new ChangeUser.Change.GiveRole(Role.AGENT),
                        new ChangeUser.Change.GiveRole(Role.ADMIN)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void ends_the_sessions_and_does_not_revive_them(Loss loss) {
        world.add("root", Role.ADMIN, true);
        var ada = world.add("ada", Role.ADMIN, true);
        var bob = world.add("bob", Role.AGENT, true);
        var token = world.enter(ada);
        var other = world.enter(bob);

        changed("ada", loss.away());
        assertThat(person(token)).isEqualTo(new Authenticate.Person.Rejected());
        changed("ada", loss.back());

        assertThat(world.find("ada").isActiveAdmin()).isTrue();
        assertThat(person(token)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(world.enter(ada))).isInstanceOf(Authenticate.Person.Recognised.class);
        assertThat(person(other)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void leaves_the_sessions_of_one_who_gains_or_keeps_rights() {
        world.add("root", Role.ADMIN, true);
        var token = world.enter(world.add("ada", Role.AGENT, true));

        changed("ada", new ChangeUser.Change.Approve(true));
        changed("ada", new ChangeUser.Change.Lock(false));
        changed("ada", new ChangeUser.Change.GiveRole(Role.AGENT));
        changed("ada", new ChangeUser.Change.GiveRole(Role.ADMIN));

        assertThat(person(token)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void lets_no_locked_user_begin_a_session_however_approved() {
        var ada = world.add("ada", Role.AGENT, true);
        changed("ada", new ChangeUser.Change.Lock(true));
        changed("ada", new ChangeUser.Change.Approve(true));

        assertThat(person(world.enter(ada))).isEqualTo(new Authenticate.Person.Rejected());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void keeps_the_last_admin(Loss loss) {
        world.add("ada", Role.ADMIN, true);
        world.add("waiting", Role.ADMIN, false);
        world.add("carol", Role.AGENT, true);

        assertThat(change("ada", loss.away()))
                .isEqualTo(new ChangeUser.Outcome.LastAdmin(new Username("ada")));
        assertThat(world.find("ada").isActiveAdmin()).isTrue();
        assertThat(world.find("ada").revision()).isZero();
        changed("waiting", loss.away());
        changed("carol", loss.away());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void does_not_count_a_locked_admin(Loss loss) {
        world.add("ada", Role.ADMIN, true);
        world.add("bob", Role.ADMIN, true);
        changed("bob", new ChangeUser.Change.Lock(true));

        assertThat(change("ada", loss.away())).isInstanceOf(ChangeUser.Outcome.LastAdmin.class);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void keeps_one_of_two_admins_who_shut_each_other_out_at_once(Loss loss) {
        world.add("ada", Role.ADMIN, true);
        world.add("bob", Role.ADMIN, true);

        var outcomes = AtOnce.call(2, i -> change(i == 0 ? "ada" : "bob", loss.away()));

        assertThat(outcomes).filteredOn(ChangeUser.Outcome.Changed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(ChangeUser.Outcome.LastAdmin.class::isInstance).hasSize(1);
        assertThat(world.find("ada").isActiveAdmin())
                .isNotEqualTo(world.find("bob").isActiveAdmin());
    }

    @Test
    void keeps_one_of_two_admins_who_lose_different_rights_at_once() {
        world.add("ada", Role.ADMIN, true);
        world.add("bob", Role.ADMIN, true);

        AtOnce.call(
                2,
                i ->
                        i == 0
                                ? change("ada", new ChangeUser.Change.Lock(true))
                                : change("bob", new ChangeUser.Change.GiveRole(Role.AGENT)));

        assertThat(world.find("ada").isActiveAdmin())
                .isNotEqualTo(world.find("bob").isActiveAdmin());
    }

    private Authenticate.Person person(String token) {
        return world.authenticate().person(token);
    }

    private void changed(String name, ChangeUser.Change change) {
        assertThat(change(name, change)).isInstanceOf(ChangeUser.Outcome.Changed.class);
    }

    private ChangeUser.Outcome change(String name, ChangeUser.Change change) {
        return changeUser.change(new ChangeUser.Command(new Username(name), change));
    }
}
