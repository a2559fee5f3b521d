package io.holdfast.adapters.web.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A private key and the certificates that say whose it is, the server's own first.
record KeyPairOfServer(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] PROBE = "holdfast".getBytes(StandardCharsets.UTF_8);

    KeyPairOfServer {
        chain = List.copyOf(chain);
    }

    /// @param contents of the files
    /// @throws GeneralSecurityException when they are broken or do not belong together
    static KeyPairOfServer read(CertificateFiles files, List<byte[]> contents)
            throws GeneralSecurityException {
        var pair =
                switch (files) {
                    case CertificateFiles.Pem _ -> pem(contents.getFirst(), contents.getLast());
                    case CertificateFiles.KeyStoreFile(var _, var password) ->
                            keyStore(contents.getFirst(), password.toCharArray());
                };
        requireMatch(pair.key(), pair.chain().getFirst().getPublicKey());
        return pair;
    }

    private static KeyPairOfServer pem(byte[] certificates, byte[] key)
            throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var chain = new ArrayList<X509Certificate>();
        for (var block : PemBlocks.read(new String(certificates, StandardCharsets.US_ASCII))) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(
                        (X509Certificate)
                                factory.generateCertificate(
                                        new ByteArrayInputStream(block.content())));
            }
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate");
        }
        var algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        var text = new String(key, StandardCharsets.US_ASCII);
        return new KeyPairOfServer(PemBlocks.privateKey(text, algorithm), chain);
    }

    private static KeyPairOfServer keyStore(byte[] content, char[] password)
            throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException e) {
            throw new GeneralSecurityException("the key store cannot be opened", e);
        }
        for (var alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                var chain = new ArrayList<X509Certificate>();
                for (var certificate : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return new KeyPairOfServer(key, chain);
            }
        }
        throw new GeneralSecurityException("the key store has no private key");
    }

    private static void requireMatch(PrivateKey key, PublicKey publicKey)
            throws GeneralSecurityException {
        var algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(PROBE);
        var signature = signer.sign();
        signer.initVerify(publicKey);
        signer.update(PROBE);
        if (!signer.verify(signature)) {
            throw new GeneralSecurityException("the private key is not the certificate's");
        }
    }

    /// When the first of the certificates ends.
    Instant expiresAt() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    SSLContext context() throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        store.setKeyEntry("server", key, new char[0], chain.toArray(new Certificate[0]));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
