package io.holdfast.adapters.web.identity;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import io.jsonwebtoken.io.Deserializer;
import io.jsonwebtoken.io.Serializer;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.io.OutputStream;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What every JSON Web Token must be, whoever made it: signed by one of the named algorithms,
/// neither encrypted nor compressed, without a name twice, and in time.
public final class SignedTokens {

    /// By how much another machine's clock may run ahead of ours.
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static final Duration ANY_TIME = Duration.ofDays(1_000_000);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private SignedTokens() {}

    public static JwtParserBuilder parser(
            Collection<? extends SecureDigestAlgorithm<?, ?>> algorithms) {
        return Jwts.parser()
                .sig()
                .clear()
                .add(algorithms)
                .and()
                .key()
                .clear()
                .and()
                .enc()
                .clear()
                .and()
                .zip()
                .clear()
                .and()
                .json(fromJson())
                // The parser knows the system's clock only: it is told to look past every time, and
                // `isInTime` compares with the time of the call.
                .clockSkewSeconds(ANY_TIME.toSeconds());
    }

    /// Whether the end is told and still to come, and the beginning is not.
    public static boolean isInTime(Claims claims, Instant now) {
        var end = claims.getExpiration();
        var from = claims.getNotBefore();
        var made = claims.getIssuedAt();
        var latest = now.plus(CLOCK_SKEW);
        return end != null
                && now.isBefore(end.toInstant())
                && (from == null || !from.toInstant().isAfter(latest))
                && (made == null || !made.toInstant().isAfter(latest));
    }

    static Serializer<Map<String, ?>> toJson() {
        return new ToJson();
    }

    public static Deserializer<Map<String, ?>> fromJson() {
        return new FromJson();
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
