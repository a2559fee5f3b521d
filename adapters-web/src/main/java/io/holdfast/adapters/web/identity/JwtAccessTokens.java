package io.holdfast.adapters.web.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Session;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import io.jsonwebtoken.security.Keys;
import java.io.OutputStream;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Access tokens as JSON Web Tokens, HS256 and nothing else. A token names its session, so that it
/// ends with it.
public final class JwtAccessTokens implements AccessTokens {

    public static final int MIN_SECRET_BYTES = 32;
    private static final String ISSUER = "holdfast";
    private static final String AUDIENCE = "holdfast-api";
    private static final int MAX_TOKEN_LENGTH = 2_048;
    private static final Duration ANY_TIME = Duration.ofDays(1_000_000);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretKey key;
    private final JwtParser parser;

    /// @param secret at least 32 bytes
    public JwtAccessTokens(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the secret for access tokens needs at least " + MIN_SECRET_BYTES + " bytes");
        }
        this.key = Keys.hmacShaKeyFor(secret.clone());
        this.parser =
                Jwts.parser()
                        .verifyWith(key)
                        .requireIssuer(ISSUER)
                        .requireAudience(AUDIENCE)
                        .sig()
                        .clear()
                        .add(Jwts.SIG.HS256)
                        .and()
                        .zip()
                        .clear()
                        .and()
                        .json(new FromJson())
                        // The parser knows the system's clock only: it is told to look past every
                        // time, and `check` compares with the time of the call.
                        .clockSkewSeconds(ANY_TIME.toSeconds())
                        .build();
    }

    @Override
    public String issue(Session session) {
        return Jwts.builder()
                .json(new ToJson())
                .id(session.id().toString())
                .issuer(ISSUER)
                .audience()
                .add(AUDIENCE)
                .and()
                .subject(session.user().toString())
                .claim(Claims.ISSUED_AT, session.startedAt().getEpochSecond())
                .claim(Claims.EXPIRATION, session.expiresAt().getEpochSecond())
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    @Override
    public Verified verify(String token, Instant now) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return new Verified.Rejected();
        }
        try {
            return check(parser.parseSignedClaims(token).getPayload(), now);
        } catch (JwtException | IllegalArgumentException _) {
            return new Verified.Rejected();
        }
    }

    private static Verified check(Claims claims, Instant now) {
        var expiration = claims.getExpiration();
        var session = claims.getId();
        if (expiration == null || session == null || !now.isBefore(expiration.toInstant())) {
            return new Verified.Rejected();
        }
        return new Verified.Genuine(UUID.fromString(session));
    }

    private static final class ToJson extends AbstractSerializer<Map<String, ?>> {
        @Override
        protected void doSerialize(Map<String, ?> value, OutputStream out) {
            JSON.writeValue(out, value);
        }
    }

    private static final class FromJson extends AbstractDeserializer<Map<String, ?>> {
        @Override
        protected Map<String, ?> doDeserialize(Reader reader) {
            return JSON.readValue(reader, new TypeReference<Map<String, Object>>() {});
        }
    }
}
