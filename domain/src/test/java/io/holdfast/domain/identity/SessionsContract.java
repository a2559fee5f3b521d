package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `Sessions`, and the `SessionQueries` beside it, promises. Begins with empty stores.
public interface SessionsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    Duration LIFETIME = Duration.ofHours(8);
    String ADDRESS = "192.0.2.7";

    Users users();

    Sessions sessions();

    SessionQueries sessionQueries();

    Transactions transactions();

    static Session session(int number, User user, Instant startedAt) {
        return new Session(
                new UUID(0x5000L, number),
                user.id(),
                startedAt,
                startedAt.plus(LIFETIME),
                ADDRESS,
                "curl/8.5");
    }

    /// Begins `NOON` and as many seconds.
    static Session session(int number, User user) {
        return session(number, user, NOON.plusSeconds(number));
    }

    private User active(int number, String name) {
        var user = UsersContract.user(number, name, Role.AGENT, true);
        users().insert(user);
        return user;
    }

    private void begin(Session session) {
        assertThat(sessions().begin(session)).isEqualTo(new Sessions.Beginning.Begun());
    }

    @Test
    default void finds_a_session_as_it_was_begun() {
        var session = session(1, active(1, "ada"));

        begin(session);

        assertThat(sessions().find(session.id())).contains(session);
        assertThat(sessions().find(new UUID(1, 1))).isEmpty();
    }

    @Test
    default void begins_none_for_whoever_is_not_active() {
        var waiting = UsersContract.user(1, "waiting", Role.AGENT, false);
        var locked = UsersContract.user(2, "locked", Role.ADMIN, true).withLock(true);
        users().insert(waiting);
        users().insert(locked);
        var unknown = UsersContract.user(3, "unknown", Role.AGENT, true);

        for (var user : List.of(waiting, locked, unknown)) {
            assertThat(sessions().begin(session(1, user)))
                    .isEqualTo(new Sessions.Beginning.NotActive());
        }

        assertThat(sessions().find(session(1, waiting).id())).isEmpty();
        assertThat(sessions().beganFrom(locked.id(), ADDRESS, Instant.EPOCH)).isFalse();
    }

    @Test
    default void refuses_an_id_that_is_taken() {
        var user = active(1, "ada");
        begin(session(1, user));

        assertThatThrownBy(() -> sessions().begin(session(1, user, NOON.plusSeconds(9))))
                .isInstanceOf(RuntimeException.class);
        assertThat(sessions().find(session(1, user).id())).contains(session(1, user));
    }

    @Test
    default void ends_a_session_once() {
        var user = active(1, "ada");
        var session = session(1, user);
        begin(session);

        assertThat(sessions().end(user.id(), session.id(), NOON.plusSeconds(9))).isTrue();

        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().end(user.id(), session.id(), NOON.plusSeconds(9))).isFalse();
    }

    @Test
    default void ends_only_the_users_own() {
        var ada = active(1, "ada");
        var bob = active(2, "bob");
        var session = session(1, ada);
        begin(session);

        assertThat(sessions().end(bob.id(), session.id(), NOON.plusSeconds(9))).isFalse();
        assertThat(sessions().endAll(bob.id(), NOON.plusSeconds(9))).isZero();

        assertThat(sessions().find(session.id())).contains(session);
    }

    @Test
    default void ends_all_that_there_are_to_end() {
        var ada = active(1, "ada");
        var bob = active(2, "bob");
        begin(session(1, ada));
        begin(session(2, ada));
        begin(session(3, ada));
        begin(session(4, bob));
        sessions().end(ada.id(), session(1, ada).id(), NOON.plusSeconds(9));

        assertThat(sessions().endAll(ada.id(), NOON.plusSeconds(9))).isEqualTo(2);

        assertThat(sessionQueries().live(ada.id(), NOON.plusSeconds(9))).isEmpty();
        assertThat(sessionQueries().live(bob.id(), NOON.plusSeconds(9)))
                .containsExactly(session(4, bob));
        assertThat(sessions().endAll(ada.id(), NOON.plusSeconds(9))).isZero();
    }

    @Test
    default void lists_those_that_are_live_newest_first() {
        var ada = active(1, "ada");
        begin(session(2, ada));
        begin(session(3, ada));
        begin(session(1, ada));
        begin(session(4, ada));
        sessions().end(ada.id(), session(4, ada).id(), NOON.plusSeconds(9));

        assertThat(sessionQueries().live(ada.id(), NOON.plusSeconds(9)))
                .containsExactly(session(3, ada), session(2, ada), session(1, ada));
        assertThat(sessionQueries().live(ada.id(), NOON.plusSeconds(2).plus(LIFETIME)))
                .containsExactly(session(3, ada));
        assertThat(sessionQueries().live(new UUID(1, 1), NOON)).isEmpty();
    }

    @Test
    default void one_more_than_the_most_ends_the_oldest() {
        var ada = active(1, "ada");
        for (int i = 0; i < Sessions.MAX_PER_USER; i++) {
            begin(session(i, ada));
        }
        assertThat(sessions().find(session(0, ada).id())).isPresent();

        begin(session(Sessions.MAX_PER_USER, ada));

        assertThat(sessions().find(session(0, ada).id())).isEmpty();
        assertThat(sessions().find(session(1, ada).id())).isPresent();
        assertThat(sessionQueries().live(ada.id(), NOON.plusSeconds(60)))
                .hasSize(Sessions.MAX_PER_USER);
    }

    @Test
    default void those_that_have_run_out_or_were_ended_leave_their_place() {
        var ada = active(1, "ada");
        for (int i = 0; i < Sessions.MAX_PER_USER; i++) {
            begin(session(i, ada));
        }
        sessions().end(ada.id(), session(7, ada).id(), NOON.plusSeconds(60));
        begin(session(100, ada, NOON.plusSeconds(70)));
        // The first one runs out at this very moment.
        begin(session(101, ada, NOON.plus(LIFETIME)));

        assertThat(sessions().find(session(1, ada).id())).isPresent();
    }

    @Test
    default void callers_at_once_never_exceed_the_limit_together() {
        var ada = active(1, "ada");
        for (int i = 0; i < Sessions.MAX_PER_USER - 1; i++) {
            begin(session(i, ada));
        }

        AtOnce.call(6, caller -> sessions().begin(session(100 + caller, ada)));

        long found =
                IntStream.range(0, 200)
                        .filter(i -> sessions().find(session(i, ada).id()).isPresent())
                        .count();
        assertThat(found).isEqualTo(Sessions.MAX_PER_USER);
    }

    @Test
    default void of_who_begins_and_who_takes_back_the_approval_one_knows_of_the_other() {
        for (int round = 0; round < 10; round++) {
            var user = active(round, "user" + round);
            var session = session(round, user);
            var answers =
                    AtOnce.call(
                            2,
                            caller ->
                                    caller == 0
                                            ? sessions().begin(session)
                                            : transactions()
                                                    .call(() -> {
                                                        users().update(user.withApproval(false));
                                                        return sessions().endAll(user.id(), NOON);
                                                    }));

            assertThat(sessions().find(session.id())).isEmpty();
            assertThat(answers.getLast())
                    .isEqualTo(answers.getFirst() instanceof Sessions.Beginning.Begun ? 1 : 0);
        }
    }

    @Test
    default void knows_where_a_user_began_a_session_ended_or_not() {
        var ada = active(1, "ada");
        var bob = active(2, "bob");
        begin(session(1, ada, NOON));
        sessions().end(ada.id(), session(1, ada).id(), NOON.plusSeconds(1));

        assertThat(sessions().beganFrom(ada.id(), ADDRESS, NOON)).isTrue();
        assertThat(sessions().beganFrom(ada.id(), ADDRESS, NOON.plusNanos(1000))).isFalse();
        assertThat(sessions().beganFrom(ada.id(), "192.0.2.8", NOON)).isFalse();
        assertThat(sessions().beganFrom(bob.id(), ADDRESS, NOON)).isFalse();
    }

    @Test
    default void what_is_rolled_back_was_never_done() {
        var ada = active(1, "ada");
        begin(session(1, ada));

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    sessions().begin(session(2, ada));
                                    sessions().endAll(ada.id(), NOON.plusSeconds(9));
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(sessionQueries().live(ada.id(), NOON.plusSeconds(9)))
                .containsExactly(session(1, ada));
    }
}
