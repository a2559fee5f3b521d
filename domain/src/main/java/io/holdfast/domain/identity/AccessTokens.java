package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.UUID;

/// Makes and checks the tokens that stand for a signed-in user.
public interface AccessTokens {

    sealed interface Verified {
        /// One of ours, and in time; whether the session was ended is another question.
        record Genuine(UUID session) implements Verified {}

        /// Genuine, and in time, by an identity provider that is trusted.
        ///
        /// @param name what the provider calls its user when it talks to people; may be empty
        record External(String issuer, String subject, String name) implements Verified {}

        record Rejected() implements Verified {}

        /// It cannot be told now: the provider's keys cannot be fetched.
        record Unknown() implements Verified {}
    }

    /// Good until the session's end.
    String issue(Session session);

    /// Never throws for what the text is.
    Verified verify(String token, Instant now);
}
