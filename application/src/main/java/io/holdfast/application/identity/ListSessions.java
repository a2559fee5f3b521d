package io.holdfast.application.identity;

import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.SessionQueries;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import java.time.InstantSource;
import java.util.List;

/// Says where a user is signed in: to the user, and to admins.
public final class ListSessions {

    public sealed interface Outcome {
        /// Those that are live, newest first.
        record Found(List<Session> sessions) implements Outcome {
            public Found {
                sessions = List.copyOf(sessions);
            }
        }

        record UnknownUser(Username username) implements Outcome {}
    }

    private final Users users;
    private final SessionQueries sessions;
    private final InstantSource clock;

    public ListSessions(Users users, SessionQueries sessions, InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// One's own.
    public Outcome.Found of(User user) {
        return new Outcome.Found(sessions.live(user.id(), clock.instant()));
    }

    /// Somebody's, for admins.
    public Outcome of(Username username) {
        return users.find(username)
                .<Outcome>map(this::of)
                .orElseGet(() -> new Outcome.UnknownUser(username));
    }
}
