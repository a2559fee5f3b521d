package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsUseCasesTest {

    private static final String ISSUER = "https:login.example";

    private final IdentityWorld world = new IdentityWorld();
    private final ListSessions listSessions =
            new ListSessions(world.users, world.sessions, world.clock);
    private final SignOut signOut =
            new SignOut(world.transactions, world.users, world.sessions, world.clock);
    private final User ada = world.add("ada", Role.AGENT, true);
    private final User bob = world.add("bob", Role.AGENT, true);

    private Authenticate.Person person(String token) {
        return world.authenticate().person(token);
    }

    private Session only(User user) {
        return listSessions.of(user).sessions().getFirst();
    }

    @Test
    void lists_live_sessions_of_one_user_newest_first() {
        world.enter(ada);
        world.pass(Duration.ofDays(1));
        world.enter(ada);
        world.enter(bob);
        var sessions = listSessions.of(ada).sessions();
        assertThat(sessions).hasSize(2).allMatch(session -> session.user().equals(ada.id()));
        assertThat(sessions.getFirst().startedAt()).isAfter(sessions.getLast().startedAt());
        assertThat(listSessions.of(new Username("ADA"))).isEqualTo(listSessions.of(ada));
        world.pass(IdentityWorld.LIFETIME.minusDays(1));
        assertThat(listSessions.of(ada).sessions()).hasSize(1);
    }

    @Test
    void lists_nothing_for_a_user_that_is_not_there() {
        var nobody = new Username("nobody");
        assertThat(listSessions.of(nobody)).isEqualTo(new ListSessions.Outcome.UnknownUser(nobody));
        assertThat(signOut.everywhere(nobody)).isEqualTo(new SignOut.Outcome.UnknownUser(nobody));
    }

    @Test
    void ends_one_session_once_and_its_token_with_it() {
        var token = world.enter(ada);
        var other = world.enter(bob);
        var session = only(ada).id();
        assertThat(signOut.one(ada, session)).isEqualTo(new SignOut.Outcome.Ended(1));
        assertThat(signOut.one(ada, session)).isEqualTo(new SignOut.Outcome.UnknownSession());
        assertThat(person(token)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(other)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void ends_nobody_elses_session() {
        var token = world.enter(bob);
        assertThat(signOut.one(ada, only(bob).id()))
                .isEqualTo(new SignOut.Outcome.UnknownSession());
        assertThat(person(token)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void ends_all_sessions_of_one_user() {
        var first = world.enter(ada);
        var second = world.enter(ada);
        var other = world.enter(bob);
        assertThat(signOut.everywhere(ada)).isEqualTo(new SignOut.Outcome.Ended(2));
        assertThat(signOut.everywhere(new Username("ada"))).isEqualTo(new SignOut.Outcome.Ended(0));
        assertThat(person(first)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(second)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(other)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void ends_the_oldest_session_with_the_51st() {
        var first = world.enter(ada);
        for (int i = 1; i < Sessions.MAX_PER_USER; i++) {
            world.pass(Duration.ofSeconds(1));
            world.enter(ada);
        }
        assertThat(person(first)).isInstanceOf(Authenticate.Person.Recognised.class);
        world.pass(Duration.ofSeconds(1));
        world.enter(ada);
        assertThat(person(first)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(listSessions.of(ada).sessions()).hasSize(Sessions.MAX_PER_USER);
    }

    @Test
    void lets_a_providers_user_in_once_an_admin_has_approved() {
        var token = ISSUER + "/subject-1/eve.external";
        assertThat(person(token)).isEqualTo(new Authenticate.Person.NotActive());
        assertThat(person(token)).isEqualTo(new Authenticate.Person.NotActive());
        var eve = world.find("eve.external");
        assertThat(eve.role()).isEqualTo(Role.AGENT);
        assertThat(eve.credential()).isEqualTo(new Credential.External(ISSUER, "subject-1"));
        world.users.update(eve.withApproval(true));
        assertThat(person(token))
                .isEqualTo(
                        new Authenticate.Person.Recognised(
                                world.find("eve.external"), Session.NONE));
        world.users.update(world.find("eve.external").withLock(true));
        assertThat(person(token)).isEqualTo(new Authenticate.Person.NotActive());
    }

    @Test
    void gives_a_providers_user_no_name_of_somebody_else() {
        assertThat(person(ISSUER + "/subject-2/ADA"))
                .isEqualTo(new Authenticate.Person.NotActive());
        assertThat(world.find("ada")).isEqualTo(ada);
        var made = world.users.find(ISSUER, "subject-2").orElseThrow();
        assertThat(made.username().value()).startsWith("external-");
        assertThat(made.approved()).isFalse();
    }
}
