package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A client's key as it is kept: the secret's SHA-256 only.
///
/// @param client the program or person it was given to
/// @param sha256 hex digest of the whole key text
/// @param expiresAt `Instant.MAX` for never
public record ApiKey(
        UUID id,
        String client,
        String sha256,
        Set<Scope> scopes,
        Tier tier,
        Instant createdAt,
        Instant expiresAt) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
        if (client.isBlank() || client.length() > 100) {
            throw new IllegalArgumentException("a client's name has 1 to 100 characters");
        }
    }

    public boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    public boolean opens(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
