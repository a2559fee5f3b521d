package io.holdfast.adapters.web.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Session;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Access tokens as JSON Web Tokens of one algorithm and nothing else. A token names its session,
/// so that it ends with it, and the key that signed it, so that keys can be changed.
public final class JwtAccessTokens implements AccessTokens {

    private static final String ISSUER = "holdfast";
    private static final String AUDIENCE = "holdfast-api";
    private static final String TYPE = "JWT";
    private static final int TOKENS_MAX = 10_000;
    private static final int MAX_TOKEN_LENGTH = 2_048;

    private final TokenKeys<?> keys;
    private final JwtParser parser;

    /// Those that are shown again and again: checking a signature costs more than all else that a
    /// request costs before it is handled.
    private final Cache<String, Jws<Claims>> remembered =
            Caffeine.newBuilder().maximumSize(TOKENS_MAX).executor(Runnable::run).build();

    public JwtAccessTokens(TokenKeys<?> keys) {
        this.keys = keys;
        this.parser =
                SignedTokens.parser(List.of(keys.algorithm()))
                        .keyLocator(this::key)
                        .requireIssuer(ISSUER)
                        .requireAudience(AUDIENCE)
                        .build();
    }

    private @Nullable Key key(Header header) {
        return header instanceof JwsHeader signed ? keys.verifying(signed.getKeyId()) : null;
    }

    @Override
    public String issue(Session session) {
        return keys.sign(
                Jwts.builder()
                        .json(SignedTokens.toJson())
                        .id(session.id().toString())
                        .issuer(ISSUER)
                        .audience()
                        .add(AUDIENCE)
                        .and()
                        .subject(session.user().toString())
                        .claim(Claims.ISSUED_AT, session.startedAt().getEpochSecond())
                        .claim(Claims.EXPIRATION, session.expiresAt().getEpochSecond()));
    }

    @Override
    public Verified verify(String token, Instant now) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return new Verified.Rejected();
        }
        try {
            return check(genuine(token), now);
        } catch (JwtException | IllegalArgumentException _) {
            return new Verified.Rejected();
        }
    }

    /// What a token says and whether its signature holds never change; its time is looked at anew.
    private Jws<Claims> genuine(String token) {
        var known = remembered.getIfPresent(token);
        if (known != null) {
            return known;
        }
        var checked = parser.parseSignedClaims(token);
        remembered.put(token, checked);
        return checked;
    }

    private static Verified check(Jws<Claims> token, Instant now) {
        var claims = token.getPayload();
        var session = claims.getId();
        if (session == null
                || !TYPE.equals(token.getHeader().getType())
                || !SignedTokens.isInTime(claims, now)) {
            return new Verified.Rejected();
        }
        return new Verified.Genuine(UUID.fromString(session));
    }
}
