package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.Network;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A client's key as it is kept: the secret's SHA-256 only.
///
/// @param client the program or person it was given to
/// @param sha256 hex digest of the whole key text
/// @param networks where it may be used from; empty for anywhere
/// @param expiresAt `Instant.MAX` for never
public record ApiKey(
        UUID id,
        String client,
        String sha256,
        Set<Scope> scopes,
        Tier tier,
        List<Network> networks,
        Instant createdAt,
        Instant expiresAt) {

    public static final int MAX_CLIENT_LENGTH = 100;
    public static final int MAX_NETWORKS = 50;

    public ApiKey {
        scopes = Set.copyOf(scopes);
        networks = List.copyOf(networks);
        if (client.isBlank() || client.length() > MAX_CLIENT_LENGTH) {
            throw new IllegalArgumentException("a client's name has 1 to 100 characters");
        }
        if (networks.size() > MAX_NETWORKS) {
            throw new IllegalArgumentException("a key has at most 50 networks");
        }
    }

    public boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    public boolean opens(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
