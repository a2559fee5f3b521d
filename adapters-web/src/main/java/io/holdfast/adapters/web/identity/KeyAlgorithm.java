package io.holdfast.adapters.web.identity;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/// The algorithms that sign access tokens by a private key.
public enum KeyAlgorithm {
    RS256("RS256", "RSA"),
    EDDSA("EdDSA", "Ed25519");

    private final String label;
    private final String keyType;

    KeyAlgorithm(String label, String keyType) {
        this.label = label;
        this.keyType = keyType;
    }

    public static Optional<KeyAlgorithm> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /// As the JDK calls it.
    String keyType() {
        return keyType;
    }

    SignatureAlgorithm signature() {
        return switch (this) {
            case RS256 -> Jwts.SIG.RS256;
            case EDDSA -> Jwts.SIG.EdDSA;
        };
    }
}
