package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The sessions of users. One that was ended is live for nobody, on any node, see `Credentials`.
public interface Sessions {

    /// Live sessions of one user; beginning another one ends the oldest.
    int MAX_PER_USER = 50;

    sealed interface Beginning {
        record Begun() implements Beginning {}

        /// The user is not active (any more); nothing was kept.
        record NotActive() implements Beginning {}
    }

    /// Liveness of the others is judged at `session.startedAt()`. Callers at once never exceed the
    /// limit together, and of one who begins and one who takes back the approval, either the first
    /// is told that the user is not active, or the second finds the session to end.
    Beginning begin(Session session);

    /// Whether there was such a session of this user that had not been ended.
    boolean end(UUID user, UUID session, Instant now);

    /// How many there were to end.
    int endAll(UUID user, Instant now);

    /// Whether the user began a session, ended or not, from the address since then.
    boolean beganFrom(UUID user, String address, Instant since);

    /// The session, unless it was ended.
    Optional<Session> find(UUID id);
}
