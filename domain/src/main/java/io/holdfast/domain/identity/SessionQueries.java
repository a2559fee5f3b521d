package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Reads of the sessions for people.
public interface SessionQueries {
    /// The user's that have neither been ended nor run out, newest first; never more than
    /// `Sessions.MAX_PER_USER`.
    List<Session> live(UUID user, Instant now);
}
