package io.holdfast.adapters.web.identity;

import io.jsonwebtoken.security.Jwks;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Reads a PEM text: one private key (PKCS#8, not encrypted), which signs, and public keys, whose
/// tokens are taken too. The private key's own public part need not be there.
final class SigningPem {

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int MIN_RSA_BITS = 2_048;

    /// @param verifying the signing key's public part first
    record Pair(PrivateKey signing, List<PublicKey> verifying) {
        @Override
        public String toString() {
            return "Pair[hidden]";
        }
    }

    private final KeyAlgorithm algorithm;
    private final List<PrivateKey> signing = new ArrayList<>();
    private final List<PublicKey> verifying = new ArrayList<>();

    private SigningPem(KeyAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /// @throws IllegalArgumentException saying what is wrong, and nothing of the keys
    static Pair read(KeyAlgorithm algorithm, String pem) {
        try {
            return new SigningPem(algorithm).readAll(pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "holds no key of the type " + algorithm.keyType(), e);
        }
    }

    private Pair readAll(String pem) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance(algorithm.keyType());
        var blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            var content = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "PRIVATE KEY" ->
                        signing.add(factory.generatePrivate(new PKCS8EncodedKeySpec(content)));
                case "PUBLIC KEY" ->
                        verifying.add(factory.generatePublic(new X509EncodedKeySpec(content)));
                default ->
                        throw new IllegalArgumentException(
                                "must hold PRIVATE KEY (PKCS#8, not encrypted) and PUBLIC KEY only,"
                                        + " not "
                                        + blocks.group(1));
            }
        }
        if (signing.size() != 1) {
            throw new IllegalArgumentException("must hold one PRIVATE KEY in PKCS#8 and PEM");
        }
        verifying.addFirst(publicPart(factory, signing.getFirst()));
        verifying.forEach(SigningPem::requireStrength);
        return new Pair(signing.getFirst(), List.copyOf(verifying));
    }

    private static PublicKey publicPart(KeyFactory factory, PrivateKey key)
            throws GeneralSecurityException {
        return key instanceof RSAPrivateCrtKey rsa
                ? factory.generatePublic(
                        new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                : Jwks.builder().key(key).build().toPublicJwk().toKey();
    }

    private static void requireStrength(PublicKey key) {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key needs at least 2048 bits");
        }
    }
}
