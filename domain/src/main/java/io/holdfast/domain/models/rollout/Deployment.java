package io.holdfast.domain.models.rollout;

import java.time.Instant;
import java.util.UUID;

/// One change of a rollout, for the ledger: who, when, why, from, to. Never changed, never deleted.
///
/// @param by who asked: a user, a key's client, or the ramp
/// @param reason in the words of whoever asked, or the guardrail that tripped
public record Deployment(
        UUID id, Kind kind, Before from, Rollout to, String by, String reason, Instant at) {

    public static final int MAX_REASON_LENGTH = 500;
    public static final int MAX_BY_LENGTH = 200;

    public enum Kind {
        /// A version was registered and took its place.
        REGISTERED,
        ACTIVATED,
        /// The canary's share was set.
        CANARY,
        /// Shares or shadows were set.
        SWITCHED,
        ROLLED_BACK,
        RAMP_STARTED,
        RAMP_ADVANCED,
        PROMOTED,
        EXPERIMENT_STARTED,
        EXPERIMENT_ENDED
    }

    /// What was before.
    public sealed interface Before {
        record Nothing() implements Before {}

        record Was(Rollout rollout) implements Before {}
    }

    public Deployment {
        if (reason.length() > MAX_REASON_LENGTH || by.length() > MAX_BY_LENGTH) {
            throw new IllegalArgumentException("a deployment's reason or name is too long");
        }
    }
}
