package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Users`, and the `UserQueries` beside it, promises. Begins with an empty store.
public interface UsersContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    Users users();

    UserQueries userQueries();

    Transactions transactions();

    static User user(int number, String name, Role role, boolean approved) {
        return new User(
                new UUID(0x7000L, number),
                new Username(name),
                new Credential.Chosen(
                        new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA")),
                role,
                approved,
                false,
                NOON,
                0);
    }

    @Test
    default void finds_a_user_by_id_and_by_name_in_any_case() {
        var ada = user(1, "Ada.Lovelace", Role.AGENT, false);

        assertThat(users().insert(ada)).isEqualTo(new Users.Insertion.Inserted());

        assertThat(users().find(ada.id())).contains(ada);
        assertThat(users().find(new Username("ADA.lovelace"))).contains(ada);
    }

    @Test
    default void finds_nobody_under_an_unknown_id_or_name() {
        assertThat(users().find(new UUID(1, 1))).isEmpty();
        assertThat(users().find(new Username("nobody"))).isEmpty();
    }

    @Test
    default void refuses_a_name_that_differs_in_case_only() {
        var first = user(1, "Jürgen", Role.AGENT, false);
        users().insert(first);

        assertThat(users().insert(user(2, "JÜRGEN", Role.ADMIN, true)))
                .isEqualTo(new Users.Insertion.NameTaken());

        assertThat(users().find(new Username("jürgen"))).contains(first);
        assertThat(users().find(new UUID(0x7000L, 2))).isEmpty();
    }

    @Test
    default void a_taken_name_does_not_spoil_the_transaction() {
        users().insert(user(1, "ada", Role.AGENT, false));

        transactions()
                .run(() -> {
                    users().insert(user(2, "ada", Role.AGENT, false));
                    users().insert(user(3, "bob", Role.AGENT, false));
                });

        assertThat(users().find(new Username("bob"))).isPresent();
    }

    @Test
    default void refuses_an_id_that_is_taken() {
        users().insert(user(1, "ada", Role.AGENT, false));

        assertThatThrownBy(() -> users().insert(user(1, "bob", Role.AGENT, false)))
                .isInstanceOf(RuntimeException.class);
        assertThat(users().find(new Username("bob"))).isEmpty();
    }

    @Test
    default void of_callers_at_once_with_one_name_one_gets_it() {
        var answers =
                AtOnce.call(4, caller -> users().insert(user(caller, "ada", Role.AGENT, false)));

        assertThat(answers).filteredOn(Users.Insertion.Inserted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Users.Insertion.NameTaken.class::isInstance).hasSize(3);
    }

    @Test
    default void an_update_counts_the_revision_up() {
        var ada = user(1, "ada", Role.AGENT, false);
        users().insert(ada);

        assertThat(users().update(ada.withApproval(true))).isEqualTo(new Users.Update.Updated());

        var stored = users().find(ada.id()).orElseThrow();
        assertThat(stored.approved()).isTrue();
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(users().update(stored.withApproval(false)))
                .isEqualTo(new Users.Update.Updated());
    }

    @Test
    default void an_update_from_an_old_reading_is_stale() {
        var ada = user(1, "ada", Role.AGENT, false);
        users().insert(ada);
        users().update(ada.withApproval(true));

        assertThat(users().update(ada.withApproval(false))).isEqualTo(new Users.Update.Stale());

        assertThat(users().find(ada.id()).orElseThrow().approved()).isTrue();
    }

    @Test
    default void a_stale_update_does_not_spoil_the_transaction() {
        transactions()
                .run(() -> {
                    users().update(user(9, "nobody", Role.AGENT, true));
                    users().insert(user(1, "ada", Role.AGENT, false));
                });

        assertThat(users().find(new Username("ada"))).isPresent();
    }

    @Test
    default void an_update_of_a_user_that_is_not_there_is_stale() {
        assertThat(users().update(user(1, "ada", Role.AGENT, true)))
                .isEqualTo(new Users.Update.Stale());
        assertThat(users().find(new Username("ada"))).isEmpty();
    }

    @Test
    default void of_updates_at_once_from_one_reading_one_wins() {
        var ada = user(1, "ada", Role.AGENT, false);
        users().insert(ada);

        var answers = AtOnce.call(4, _ -> users().update(ada.withApproval(true)));

        assertThat(answers).filteredOn(Users.Update.Updated.class::isInstance).hasSize(1);
        assertThat(users().find(ada.id()).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    default void locks_and_counts_approved_admins_only() {
        users().insert(user(1, "root", Role.ADMIN, true));
        users().insert(user(2, "waiting", Role.ADMIN, false));
        users().insert(user(3, "agent", Role.AGENT, true));

        assertThat(transactions().call(() -> users().lockActiveAdmins())).isEqualTo(1);
    }

    @Test
    default void refuses_to_lock_outside_a_transaction() {
        assertThatThrownBy(() -> users().lockActiveAdmins())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void two_admins_at_once_cannot_each_remove_the_other() {
        users().insert(user(0, "first", Role.ADMIN, true));
        users().insert(user(1, "second", Role.ADMIN, true));

        AtOnce.call(
                2,
                caller ->
                        transactions()
                                .call(() -> {
                                    if (users().lockActiveAdmins() < 2) {
                                        return false;
                                    }
                                    var other =
                                            users().find(new UUID(0x7000L, 1 - caller))
                                                    .orElseThrow();
                                    users().update(other.withApproval(false));
                                    return true;
                                }));

        assertThat(transactions().call(() -> users().lockActiveAdmins())).isEqualTo(1);
    }

    @Test
    default void lists_in_the_order_of_names_whatever_their_case() {
        users().insert(user(1, "carol", Role.AGENT, false));
        users().insert(user(2, "Bob", Role.ADMIN, true));
        users().insert(user(3, "ada", Role.AGENT, true));

        var page = userQueries().list(UserQueries.Filter.ALL, 10, 0);

        assertThat(page.total()).isEqualTo(3);
        assertThat(page.users())
                .containsExactly(
                        new UserQueries.Listed("ada", Role.AGENT, true, false, false, NOON),
                        new UserQueries.Listed("Bob", Role.ADMIN, true, false, false, NOON),
                        new UserQueries.Listed("carol", Role.AGENT, false, false, false, NOON));
    }

    @Test
    default void lists_those_behind_a_name_whether_it_is_there_or_not() {
        users().insert(user(1, "carol", Role.AGENT, false));
        users().insert(user(2, "Bob", Role.ADMIN, true));
        users().insert(user(3, "ada", Role.AGENT, true));

        assertThat(behind("")).containsExactly("ada", "Bob", "carol");
        assertThat(behind("ada")).containsExactly("Bob", "carol");
        assertThat(behind("BOB")).containsExactly("carol");
        assertThat(behind("bo")).containsExactly("Bob", "carol");
        assertThat(behind("carol")).isEmpty();
    }

    private List<String> behind(String name) {
        var all = UserQueries.Filter.ALL;
        var filter = new UserQueries.Filter("", all.roles(), all.approved(), all.locked(), name);
        return userQueries().list(filter, 10, 0).users().stream()
                .map(UserQueries.Listed::username)
                .toList();
    }

    @Test
    default void lists_whom_the_filter_means_and_takes_no_part_for_a_pattern() {
        users().insert(user(1, "ada_1", Role.AGENT, false));
        users().insert(user(2, "adam", Role.ADMIN, true));
        users().insert(user(3, "bob", Role.AGENT, true).withLock(true));

        assertThat(matching("ADA", Set.of(Role.values()), Set.of(true, false)))
                .containsExactly("ada_1", "adam");
        assertThat(matching("a_", Set.of(Role.values()), Set.of(true, false)))
                .containsExactly("ada_1");
        assertThat(matching("%", Set.of(Role.values()), Set.of(true, false))).isEmpty();
        assertThat(matching("' OR 1=1", Set.of(Role.values()), Set.of(true, false))).isEmpty();
        assertThat(matching("", Set.of(Role.ADMIN), Set.of(true, false))).containsExactly("adam");
        assertThat(matching("", Set.of(Role.values()), Set.of(true))).containsExactly("bob");
    }

    private List<String> matching(String part, Set<Role> roles, Set<Boolean> locked) {
        var filter = new UserQueries.Filter(part, roles, Set.of(true, false), locked);
        return userQueries().list(filter, 10, 0).users().stream()
                .map(UserQueries.Listed::username)
                .toList();
    }

    @Test
    default void lists_no_more_than_asked_for_and_counts_all() {
        for (int i = 0; i < 5; i++) {
            users().insert(user(i, "user" + i, Role.AGENT, false));
        }

        assertThat(userQueries().list(UserQueries.Filter.ALL, 2, 3).users())
                .extracting(UserQueries.Listed::username)
                .containsExactly("user3", "user4");
        assertThat(userQueries().list(UserQueries.Filter.ALL, 2, 5).users()).isEmpty();
        assertThat(userQueries().list(UserQueries.Filter.ALL, 2, 5).total()).isEqualTo(5);
    }

    static User external(int number, String name, String issuer, String subject) {
        return user(number, name, Role.AGENT, false)
                .withCredential(new Credential.External(issuer, subject));
    }

    @Test
    default void keeps_every_kind_of_credential_and_a_lock() {
        var chosen = user(1, "chosen", Role.AGENT, true).withLock(true);
        var temporary =
                user(2, "temporary", Role.AGENT, true)
                        .withCredential(
                                new Credential.Temporary(
                                        new PasswordHash("$argon2id$v=19$c2$aG"),
                                        NOON.plusSeconds(60)));
        var external = external(3, "external", "https://id.example.com", "42");
        users().insert(chosen);
        users().insert(temporary);
        users().insert(external);

        assertThat(users().find(chosen.id())).contains(chosen);
        assertThat(users().find(temporary.id())).contains(temporary);
        assertThat(users().find(external.id())).contains(external);

        users().update(external.withCredential(temporary.credential()));
        assertThat(users().find(external.id()).orElseThrow().credential())
                .isEqualTo(temporary.credential());
        assertThat(users().find("https://id.example.com", "42")).isEmpty();
    }

    @Test
    default void finds_an_external_user_by_issuer_and_subject_exactly() {
        var ada = external(1, "ada", "https://id.example.com", "Ada");
        users().insert(ada);
        users().insert(user(2, "bob", Role.AGENT, true));

        assertThat(users().find("https://id.example.com", "Ada")).contains(ada);
        assertThat(users().find("https://id.example.com", "ada")).isEmpty();
        assertThat(users().find("https://id.example.com/", "Ada")).isEmpty();
        assertThat(users().find("", "")).isEmpty();
    }

    @Test
    default void a_providers_user_is_registered_once_under_whatever_name() {
        var ada = external(1, "ada", "https://id.example.com", "42");
        users().insert(ada);

        assertThat(users().insert(external(2, "lovelace", "https://id.example.com", "42")))
                .isEqualTo(new Users.Insertion.NameTaken());
        assertThat(users().insert(external(3, "other", "https://other.example.com", "42")))
                .isEqualTo(new Users.Insertion.Inserted());

        assertThat(users().find("https://id.example.com", "42")).contains(ada);
        assertThat(users().find(new Username("lovelace"))).isEmpty();
    }

    @Test
    default void of_callers_at_once_with_one_providers_user_one_registers_it() {
        var answers =
                AtOnce.call(
                        4,
                        caller ->
                                users().insert(
                                                external(
                                                        caller,
                                                        "name" + caller,
                                                        "https://id.example.com",
                                                        "42")));

        assertThat(answers).filteredOn(Users.Insertion.Inserted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Users.Insertion.NameTaken.class::isInstance).hasSize(3);
    }

    @Test
    default void a_locked_admin_is_not_counted_as_active() {
        users().insert(user(1, "root", Role.ADMIN, true));
        users().insert(user(2, "locked", Role.ADMIN, true).withLock(true));

        assertThat(transactions().call(() -> users().lockActiveAdmins())).isEqualTo(1);
    }

    private List<String> names(UserQueries.Filter filter) {
        var page = userQueries().list(filter, 10, 0);
        assertThat(page.total()).isEqualTo(page.users().size());
        return page.users().stream().map(UserQueries.Listed::username).toList();
    }

    private static UserQueries.Filter part(String part) {
        var all = UserQueries.Filter.ALL;
        return new UserQueries.Filter(part, all.roles(), all.approved(), all.locked());
    }

    @Test
    default void filters_by_part_of_the_name_in_any_case() {
        users().insert(user(1, "Ada.Lovelace", Role.AGENT, false));
        users().insert(user(2, "Jürgen", Role.AGENT, false));

        assertThat(names(part("LOVE"))).containsExactly("Ada.Lovelace");
        assertThat(names(part("JÜR"))).containsExactly("Jürgen");
        assertThat(names(part(""))).hasSize(2);
        assertThat(names(part("nobody"))).isEmpty();
    }

    @Test
    default void takes_the_part_of_the_name_literally() {
        users().insert(user(1, "under_score", Role.AGENT, false));
        users().insert(user(2, "underXscore", Role.AGENT, false));

        assertThat(names(part("r_s"))).containsExactly("under_score");
        assertThat(names(part("%"))).isEmpty();
        assertThat(names(part("_"))).containsExactly("under_score");
        assertThat(names(part("\\"))).isEmpty();
        assertThat(names(part("' OR true --"))).isEmpty();
    }

    @Test
    default void filters_by_role_approval_and_lock_together() {
        users().insert(user(1, "admin", Role.ADMIN, true));
        users().insert(user(2, "agent", Role.AGENT, true));
        users().insert(user(3, "locked", Role.AGENT, true).withLock(true));
        users().insert(user(4, "waiting", Role.AGENT, false));
        var both = Set.of(true, false);
        var roles = Set.of(Role.values());

        assertThat(names(new UserQueries.Filter("", Set.of(Role.ADMIN), both, both)))
                .containsExactly("admin");
        assertThat(names(new UserQueries.Filter("", roles, Set.of(false), both)))
                .containsExactly("waiting");
        assertThat(names(new UserQueries.Filter("", roles, both, Set.of(true))))
                .containsExactly("locked");
        assertThat(
                        names(
                                new UserQueries.Filter(
                                        "", Set.of(Role.AGENT), Set.of(true), Set.of(false))))
                .containsExactly("agent");
        assertThat(names(new UserQueries.Filter("", Set.of(), both, both))).isEmpty();
        assertThat(names(new UserQueries.Filter("g", roles, Set.of(true), both)))
                .containsExactly("agent");
    }

    @Test
    default void lists_who_is_locked_and_who_is_external() {
        users().insert(external(1, "ada", "https://id.example.com", "42").withLock(true));

        assertThat(userQueries().list(UserQueries.Filter.ALL, 10, 0).users())
                .containsExactly(
                        new UserQueries.Listed("ada", Role.AGENT, false, true, true, NOON));
    }
}
