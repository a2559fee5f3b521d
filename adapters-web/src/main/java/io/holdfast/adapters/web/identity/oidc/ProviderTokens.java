package io.holdfast.adapters.web.identity.oidc;

import io.holdfast.adapters.web.identity.SignedTokens;
import io.holdfast.domain.identity.AccessTokens.Verified;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/// Checks the tokens of the identity provider.
final class ProviderTokens {

    /// As OpenID Connect limits it.
    private static final int MAX_SUBJECT_LENGTH = 255;

    /// A token for signing out, say, is not one for coming in.
    private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");

    private final ProviderKeys keys;
    private final String usernameClaim;

    ProviderTokens(ProviderKeys keys, String usernameClaim) {
        this.keys = keys;
        this.usernameClaim = usernameClaim;
    }

    Verified verify(String token, String keyId, Instant now) {
        return switch (keys.find(keyId, now)) {
            case ProviderKeys.Lookup.NotThere() -> new Verified.Rejected();
            case ProviderKeys.Lookup.Away() -> new Verified.Unknown();
            case ProviderKeys.Lookup.Found(var parser) -> verify(token, parser, now);
        };
    }

    private Verified verify(String token, JwtParser parser, Instant now) {
        try {
            return check(parser.parseSignedClaims(token), now);
        } catch (JwtException | IllegalArgumentException _) {
            return new Verified.Rejected();
        }
    }

    private Verified check(Jws<Claims> token, Instant now) {
        var type = token.getHeader().getType();
        var claims = token.getPayload();
        var subject = claims.getSubject();
        if (!TYPES.contains(type == null ? "" : type.toLowerCase(Locale.ROOT))
                || subject == null
                || subject.isEmpty()
                || subject.length() > MAX_SUBJECT_LENGTH
                || !SignedTokens.isInTime(claims, now)) {
            return new Verified.Rejected();
        }
        var name = claims.get(usernameClaim) instanceof String text ? text : "";
        return new Verified.External(claims.getIssuer(), subject, name);
    }
}
