package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.UUID;

/// A user signed in at one place, from signing in to signing out. The token names it, so that
/// ending it ends the token.
///
/// @param address the network address it was begun from
/// @param agent what the client said it is, shortened; empty when it said nothing
public record Session(
        UUID id, UUID user, Instant startedAt, Instant expiresAt, String address, String agent) {

    public static final int MAX_AGENT_LENGTH = 200;

    /// Stands for no session of ours, where an identity provider's token was shown.
    public static final UUID NONE = new UUID(0, 0);

    public Session {
        if (!startedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a session ends after its start");
        }
        if (agent.length() > MAX_AGENT_LENGTH) {
            throw new IllegalArgumentException("an agent has at most 200 characters");
        }
    }

    public boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }
}
