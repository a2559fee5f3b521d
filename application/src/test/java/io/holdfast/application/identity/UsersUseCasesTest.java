package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.AtOnce;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsersUseCasesTest {

    private static final Username ADA = new Username("ada");
    private static final Username BOB = new Username("bob");

    private final IdentityWorld world = new IdentityWorld();

    private final RegisterUser registerUser =
            new RegisterUser(
                    world.transactions,
                    world.users,
                    world.rules,
                    world.hasher,
                    world.ids,
                    world.clock);
    private final ChangeUser changeUser = changeUser(world.users);
    private final EnsureAdmin ensureAdmin = ensureAdmin(world.users);

    @Test
    void registers_a_user_who_is_not_approved_whatever_the_role() {
        assertThat(register("ada", Role.ADMIN)).isInstanceOf(RegisterUser.Outcome.Registered.class);

        var user = world.find("ada");
        assertThat(user.approved()).isFalse();
        assertThat(user.role()).isEqualTo(Role.ADMIN);
        assertThat(user.createdAt()).isEqualTo(IdentityWorld.NOON);
        assertThat(user.credential())
                .isEqualTo(new Credential.Chosen(world.hasher.hash(IdentityWorld.PASSWORD)));
    }

    @Test
    void registers_a_name_once_without_regard_to_case() {
        register("ada", Role.AGENT);

        assertThat(register("ADA", Role.ADMIN)).isEqualTo(new RegisterUser.Outcome.NameTaken());
        assertThat(world.find("ada").role()).isEqualTo(Role.AGENT);
    }

    @Test
    void registers_one_of_two_at_once() {
        var outcomes = AtOnce.call(8, _ -> register("ada", Role.AGENT));

        assertThat(outcomes)
                .filteredOn(RegisterUser.Outcome.Registered.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(RegisterUser.Outcome.NameTaken.class::isInstance)
                .hasSize(7);
    }

    @Test
    void approves_a_user_and_takes_it_back() {
        register("bob", Role.AGENT);

        is_bob(approve(BOB, true), true);
        assertThat(world.find("bob").approved()).isTrue();
        is_bob(approve(BOB, false), false);
        assertThat(world.find("bob").approved()).isFalse();
    }

    @Test
    void approves_twice_without_harm() {
        register("bob", Role.AGENT);
        approve(BOB, true);

        is_bob(approve(BOB, true), true);
    }

    @Test
    void knows_no_user_of_that_name() {
        assertThat(approve(BOB, true)).isEqualTo(new ChangeUser.Outcome.UnknownUser(BOB));
    }

    @Test
    void answers_with_the_name_as_it_was_registered() {
        register("bob", Role.AGENT);

        is_bob(approve(new Username("BOB"), true), true);
    }

    @Test
    void keeps_the_last_admin() {
        world.add("ada", Role.ADMIN, true);
        world.add("bob", Role.ADMIN, false);
        world.add("carol", Role.AGENT, true);

        assertThat(approve(ADA, false)).isEqualTo(new ChangeUser.Outcome.LastAdmin(ADA));
        assertThat(world.find("ada").approved()).isTrue();
        assertThat(approve(BOB, false)).isInstanceOf(ChangeUser.Outcome.Changed.class);
        assertThat(approve(new Username("carol"), false))
                .isInstanceOf(ChangeUser.Outcome.Changed.class);
    }

    @Test
    void keeps_one_of_two_admins_who_disapprove_each_other_at_once() {
        world.add("ada", Role.ADMIN, true);
        world.add("bob", Role.ADMIN, true);

        var outcomes = AtOnce.call(2, caller -> approve(caller == 0 ? ADA : BOB, false));

        assertThat(outcomes).filteredOn(ChangeUser.Outcome.Changed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(ChangeUser.Outcome.LastAdmin.class::isInstance).hasSize(1);
        assertThat(world.find("ada").approved()).isNotEqualTo(world.find("bob").approved());
    }

    @Test
    void says_so_when_somebody_else_changed_the_user_meanwhile() {
        world.add("bob", Role.AGENT, false);
        var late = changeUser(new ChangedMeanwhile(world.users));

        assertThat(late.change(approval(BOB, true)))
                .isEqualTo(new ChangeUser.Outcome.Conflict(BOB));
    }

    @Test
    void makes_the_first_admin_approved_and_no_second_one() {
        assertThat(ensureAdmin.isNeeded()).isTrue();
        assertThat(ensure(ensureAdmin, ADA)).isEqualTo(new EnsureAdmin.Outcome.Created(ADA));
        assertThat(world.find("ada").isActiveAdmin()).isTrue();

        assertThat(ensureAdmin.isNeeded()).isFalse();
        assertThat(ensure(ensureAdmin, BOB)).isEqualTo(new EnsureAdmin.Outcome.AlreadyThere());
        assertThat(world.users.find(BOB)).isEmpty();
    }

    @Test
    void does_not_take_an_unapproved_admin_or_an_agent_for_an_admin() {
        world.add("carol", Role.ADMIN, false);
        world.add("dave", Role.AGENT, true);

        assertThat(ensure(ensureAdmin, ADA)).isEqualTo(new EnsureAdmin.Outcome.Created(ADA));
    }

    @Test
    void does_not_promote_somebody_who_holds_the_name_of_the_first_admin() {
        world.add("ada", Role.AGENT, true);

        assertThat(ensure(ensureAdmin, ADA)).isEqualTo(new EnsureAdmin.Outcome.NameTaken(ADA));
        assertThat(world.find("ada").role()).isEqualTo(Role.AGENT);
    }

    @Test
    void makes_one_admin_when_two_callers_ensure_it_at_once() {
        var outcomes = AtOnce.call(8, _ -> ensure(ensureAdmin, ADA));

        assertThat(outcomes).filteredOn(EnsureAdmin.Outcome.Created.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(EnsureAdmin.Outcome.AlreadyThere.class::isInstance)
                .hasSize(7);
    }

    /// As on a real database: with no admin yet there is no row to lock, so both callers get past
    /// the count, and the unique name stops the later one.
    @Test
    void takes_the_admin_of_a_faster_caller_for_its_own() {
        var slow = ensureAdmin(new AdminAddedBeforeInsert(world));

        assertThat(ensure(slow, ADA)).isEqualTo(new EnsureAdmin.Outcome.AlreadyThere());
    }

    private RegisterUser.Outcome register(String name, Role role) {
        return registerUser.register(
                new RegisterUser.Command(new Username(name), IdentityWorld.PASSWORD, role));
    }

    private void is_bob(ChangeUser.Outcome outcome, boolean approved) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ChangeUser.Outcome.Changed.class,
                        changed -> {
                            assertThat(changed.user().username()).isEqualTo(BOB);
                            assertThat(changed.user().approved()).isEqualTo(approved);
                        });
    }

    private ChangeUser.Outcome approve(Username name, boolean approve) {
        return changeUser.change(approval(name, approve));
    }

    private static ChangeUser.Command approval(Username name, boolean approve) {
        return new ChangeUser.Command(name, new ChangeUser.Change.Approve(approve));
    }

    private ChangeUser changeUser(Users users) {
        return new ChangeUser(world.transactions, users, world.sessions, world.clock);
    }

    private EnsureAdmin ensureAdmin(Users users) {
        return new EnsureAdmin(world.transactions, users, world.hasher, world.ids, world.clock);
    }

    private static EnsureAdmin.Outcome ensure(EnsureAdmin useCase, Username name) {
        return useCase.ensure(new EnsureAdmin.Command(name, IdentityWorld.PASSWORD));
    }

    /// Users in which somebody else is always a moment faster with a change.
    private record ChangedMeanwhile(Users users) implements Users {
        @Override
        public Insertion insert(User user) {
            return users.insert(user);
        }

        @Override
        public Update update(User user) {
            users.update(users.find(user.id()).orElseThrow());
            return users.update(user);
        }

        @Override
        public Optional<User> find(UUID id) {
            return users.find(id);
        }

        @Override
        public Optional<User> find(Username username) {
            return users.find(username);
        }

        @Override
        public Optional<User> find(String issuer, String subject) {
            return users.find(issuer, subject);
        }

        @Override
        public int lockActiveAdmins() {
            return users.lockActiveAdmins();
        }
    }

    /// Users to which another node adds the admin just before we do.
    private record AdminAddedBeforeInsert(IdentityWorld world) implements Users {
        @Override
        public Insertion insert(User user) {
            world.add(user.username().value(), Role.ADMIN, true);
            return world.users.insert(user);
        }

        @Override
        public Update update(User user) {
            return world.users.update(user);
        }

        @Override
        public Optional<User> find(UUID id) {
            return world.users.find(id);
        }

        @Override
        public Optional<User> find(Username username) {
            return world.users.find(username);
        }

        @Override
        public Optional<User> find(String issuer, String subject) {
            return world.users.find(issuer, subject);
        }

        @Override
        public int lockActiveAdmins() {
            return world.users.lockActiveAdmins();
        }
    }
}
