package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignOutTest {

    private final IdentityWorld world = new IdentityWorld();
    private final SignOut signOut =
            new SignOut(world.transactions, world.users, world.sessions, world.clock);
    private final User ada = world.add("ada", Role.AGENT, true);
    private final User bob = world.add("bob", Role.AGENT, true);

    @Test
    void ends_one_session_and_no_other() {
        var first = world.enter(ada);
        var second = world.enter(ada);

        assertThat(signOut.one(ada, session(first))).isEqualTo(new SignOut.Outcome.Ended(1));

        assertThat(person(first)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(second)).isInstanceOf(Authenticate.Person.Recognised.class);
        assertThat(signOut.one(ada, session(first)))
                .isEqualTo(new SignOut.Outcome.UnknownSession());
    }

    @Test
    void ends_no_session_of_somebody_else() {
        var token = world.enter(ada);

        assertThat(signOut.one(bob, session(token)))
                .isEqualTo(new SignOut.Outcome.UnknownSession());
        assertThat(signOut.one(bob, new UUID(7, 7)))
                .isEqualTo(new SignOut.Outcome.UnknownSession());
        assertThat(person(token)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void ends_all_of_ones_own() {
        var first = world.enter(ada);
        var second = world.enter(ada);
        var other = world.enter(bob);

        assertThat(signOut.everywhere(ada)).isEqualTo(new SignOut.Outcome.Ended(2));
        assertThat(signOut.everywhere(ada)).isEqualTo(new SignOut.Outcome.Ended(0));

        assertThat(person(first)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(second)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(person(other)).isInstanceOf(Authenticate.Person.Recognised.class);
    }

    @Test
    void ends_all_of_somebodys_by_name() {
        var token = world.enter(ada);

        assertThat(signOut.everywhere(new Username("ADA"))).isEqualTo(new SignOut.Outcome.Ended(1));
        assertThat(person(token)).isEqualTo(new Authenticate.Person.Rejected());
        assertThat(signOut.everywhere(new Username("nobody")))
                .isEqualTo(new SignOut.Outcome.UnknownUser(new Username("nobody")));
    }

    private Authenticate.Person person(String token) {
        return world.authenticate().person(token);
    }

    private UUID session(String token) {
        return UUID.fromString(token.split("/", -1)[0]);
    }
}
