package io.holdfast.application.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.User;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Tokens that anybody could forge: the user and the second until which they hold.
final class PlainTokens implements AccessTokens {

    static final Duration LIFETIME = Duration.ofDays(30);

    @Override
    public Issued issue(User user, Instant now) {
        return new Issued(user.id() + "/" + now.plus(LIFETIME).getEpochSecond(), LIFETIME);
    }

    @Override
    public Verified verify(String token, Instant now) {
        var parts = token.split("/", -1);
        return parts.length == 2 && now.getEpochSecond() < Long.parseLong(parts[1])
                ? new Verified.Genuine(UUID.fromString(parts[0]))
                : new Verified.Rejected();
    }
}
