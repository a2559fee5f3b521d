package io.holdfast.adapters.web.identity.oidc;

import io.holdfast.adapters.web.identity.SignedTokens;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A key that the provider signs by.
///
/// @param id empty when it has none
/// @param parser takes what this key signed, by an algorithm that is made for it
record ProviderKey(String id, JwtParser parser) {

    private static final int MIN_RSA_BITS = 2_048;

    /// Empty for a key that is for something else, weak, or not known here; the other keys of the
    /// provider are none the worse.
    static Optional<ProviderKey> read(JsonNode json, String issuer, String audience) {
        try {
            return Jwks.parser().json(SignedTokens.fromJson()).build().parse(json.toString())
                            instanceof PublicJwk<?> jwk
                    ? read(jwk, issuer, audience)
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<ProviderKey> read(PublicJwk<?> jwk, String issuer, String audience) {
        var use = jwk.getPublicKeyUse();
        var named = jwk.getAlgorithm();
        var algorithms =
                fitting(jwk.toKey()).stream()
                        .filter(algorithm -> isNamed(algorithm, named))
                        .toList();
        if (algorithms.isEmpty() || (use != null && !use.equals("sig"))) {
            return Optional.empty();
        }
        var parser =
                SignedTokens.parser(algorithms)
                        .verifyWith(jwk.toKey())
                        .requireIssuer(issuer)
                        .requireAudience(audience)
                        .build();
        var id = jwk.getId();
        return Optional.of(new ProviderKey(id == null ? "" : id, parser));
    }

    private static boolean isNamed(SignatureAlgorithm algorithm, @Nullable String named) {
        return named == null || named.equals(algorithm.getId());
    }

    private static List<SignatureAlgorithm> fitting(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS ->
                    List.of(Jwts.SIG.RS256, Jwts.SIG.RS384, Jwts.SIG.RS512, Jwts.SIG.PS256);
            case ECPublicKey curve ->
                    switch (curve.getParams().getOrder().bitLength()) {
                        case 256 -> List.of(Jwts.SIG.ES256);
                        case 384 -> List.of(Jwts.SIG.ES384);
                        default -> List.of();
                    };
            case EdECPublicKey _ -> List.of(Jwts.SIG.EdDSA);
            default -> List.of();
        };
    }
}
