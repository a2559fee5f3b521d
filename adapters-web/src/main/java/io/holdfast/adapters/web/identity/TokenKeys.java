package io.holdfast.adapters.web.identity;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The key that signs access tokens, and those that signed earlier ones, which are still taken. All
/// are of one algorithm.
///
/// @param <K> what signs
public final class TokenKeys<K extends Key> {

    public static final int MIN_SECRET_BYTES = 32;
    public static final int MAX_EARLIER = 5;
    private static final int ID_LENGTH = 16;

    private final SecureDigestAlgorithm<? super K, ?> algorithm;
    private final K signing;
    private final String signingId;
    private final Map<String, Key> verifying;

    private TokenKeys(
            SecureDigestAlgorithm<? super K, ?> algorithm,
            K signing,
            String signingId,
            Map<String, Key> verifying) {
        this.algorithm = algorithm;
        this.signing = signing;
        this.signingId = signingId;
        this.verifying = Map.copyOf(verifying);
        if (verifying.size() > 1 + MAX_EARLIER) {
            throw new IllegalArgumentException("at most 5 earlier keys are taken");
        }
    }

    /// HS256.
    ///
    /// @param present at least 32 bytes, as each of the others
    public static TokenKeys<?> ofSecrets(byte[] present, List<byte[]> earlier) {
        var verifying = new LinkedHashMap<String, Key>();
        verifying.put(id(present), secret(present));
        earlier.forEach(one -> verifying.putIfAbsent(id(one), secret(one)));
        return new TokenKeys<>(Jwts.SIG.HS256, secret(present), id(present), verifying);
    }

    /// RS256 or EdDSA, so that others can check tokens who must not make any.
    ///
    /// @param pem see `SigningPem`; `IllegalArgumentException` says what is wrong with it
    public static TokenKeys<?> ofPem(KeyAlgorithm algorithm, String pem) {
        var keys = SigningPem.read(algorithm, pem);
        var verifying = new LinkedHashMap<String, Key>();
        keys.verifying().forEach(key -> verifying.putIfAbsent(id(key.getEncoded()), key));
        return new TokenKeys<>(
                algorithm.signature(),
                keys.signing(),
                id(keys.verifying().getFirst().getEncoded()),
                verifying);
    }

    private static SecretKey secret(byte[] bytes) {
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the secret for access tokens needs at least " + MIN_SECRET_BYTES + " bytes");
        }
        // Not `hmacShaKeyFor`, which would name a longer secret HS384 or HS512.
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static String id(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    SecureDigestAlgorithm<?, ?> algorithm() {
        return algorithm;
    }

    /// The key that the token names, or null where there is none; the present one for a token that
    /// names none.
    @Nullable Key verifying(@Nullable String id) {
        return verifying.get(id == null ? signingId : id);
    }

    /// The finished token.
    String sign(JwtBuilder token) {
        return token.header()
                .keyId(signingId)
                .type("JWT")
                .and()
                .signWith(signing, algorithm)
                .compact();
    }
}
