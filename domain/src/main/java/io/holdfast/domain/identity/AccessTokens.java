package io.holdfast.domain.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Makes and checks the tokens that stand for a signed-in user.
public interface AccessTokens {

    record Issued(String token, Duration lifetime) {
        @Override
        public String toString() {
            return "Issued[hidden]";
        }
    }

    sealed interface Verified {
        /// Genuine and in time; whether the user still is approved is another question.
        record Genuine(UUID user) implements Verified {}

        record Rejected() implements Verified {}
    }

    Issued issue(User user, Instant now);

    /// Never throws for what the text is.
    Verified verify(String token, Instant now);
}
