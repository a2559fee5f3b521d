package io.holdfast.application.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Session;
import java.time.Instant;
import java.util.UUID;

/// Tokens that anybody could forge: the session and the second until which they hold, or an
/// identity provider's issuer, subject and name.
final class PlainTokens implements AccessTokens {

    @Override
    public String issue(Session session) {
        return session.id() + "/" + session.expiresAt().getEpochSecond();
    }

    @Override
    public Verified verify(String token, Instant now) {
        var parts = token.split("/", -1);
        if (parts.length == 3) {
            return new Verified.External(parts[0], parts[1], parts[2]);
        }
        return parts.length == 2 && now.getEpochSecond() < Long.parseLong(parts[1])
                ? new Verified.Genuine(UUID.fromString(parts[0]))
                : new Verified.Rejected();
    }
}
