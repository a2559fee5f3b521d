package io.holdfast.domain.kernel;

import java.time.Instant;
import java.util.Map;

/// Answers that were given under an idempotency key, so that the same request again is given the
/// same answer and nothing is done twice.
public interface KeptAnswers {

    /// A success. Equality is that of the body's identity: compare the parts.
    ///
    /// @param status 200 to 299
    /// @param contentType empty for none
    /// @param headers the answer's own, by their names
    record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        public Answer {
            headers = Map.copyOf(headers);
            if (status < 200 || status > 299) {
                throw new IllegalArgumentException("only successes are kept, not " + status);
            }
        }
    }

    sealed interface Claim {
        /// Nobody used the key: it is the caller's until the transaction ends.
        record Fresh() implements Claim {}

        record Answered(Answer answer) implements Claim {}

        /// The key was used for another payload.
        record OtherPayload() implements Claim {}

        /// Somebody is at it just now.
        record Running() implements Claim {}
    }

    /// Must be called in a transaction; of two at once one gets `Fresh`, and the other one
    /// `Running` without waiting. An answer that is older than `expired` is not there any more.
    ///
    /// @param caller whose key it is: two callers may use the same text
    /// @param payload SHA-256 of the request, in hex: method, path, query and body
    Claim claim(String caller, String key, String payload, Instant expired);

    /// Kept with the transaction that claimed; takes the place of an answer that is too old.
    void keep(String caller, String key, String payload, Answer answer, Instant now);

    /// Forgets at most `limit` answers that were kept before then, and says how many.
    int forget(Instant before, int limit);
}
