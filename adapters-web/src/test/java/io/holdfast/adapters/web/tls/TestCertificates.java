package io.holdfast.adapters.web.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Certificates that sign themselves, made by the JDK's keytool for 100 days.
public final class TestCertificates {

    public static final String PASSWORD = "changeit";

    private TestCertificates() {}

    /// @param algorithm `RSA`, `EC` or `Ed25519`
    /// @return a PKCS#12 file
    public static Path keyStore(Path folder, String name, String algorithm) {
        var file = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        try {
            var process =
                    new ProcessBuilder(
                                    keytool.toString(),
                                    "-genkeypair",
                                    "-alias",
                                    "server",
                                    "-keyalg",
                                    algorithm,
                                    "-dname",
                                    "CN=" + name,
                                    "-ext",
                                    "san=dns:localhost,ip:127.0.0.1",
                                    "-validity",
                                    "100",
                                    "-storetype",
                                    "PKCS12",
                                    "-storepass",
                                    PASSWORD,
                                    "-keystore",
                                    file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A client's context that takes every certificate.
    public static SSLContext trusting() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        return context;
    }

    public static KeyStore open(Path keyStore) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    public static Certificate certificate(Path keyStore)
            throws GeneralSecurityException, IOException {
        return open(keyStore).getCertificate("server");
    }

    public static PrivateKey key(Path keyStore) throws GeneralSecurityException, IOException {
        return (PrivateKey) open(keyStore).getKey("server", PASSWORD.toCharArray());
    }

    public static String pem(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content),
                        label);
    }

    /// Writes the certificate and its PKCS#8 key beside each other.
    public static CertificateFiles.Pem pemFiles(Path folder, Path keyStore)
            throws GeneralSecurityException, IOException {
        var files =
                new CertificateFiles.Pem(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        Files.writeString(
                files.certificates(), pem("CERTIFICATE", certificate(keyStore).getEncoded()));
        Files.writeString(files.privateKey(), pem("PRIVATE KEY", key(keyStore).getEncoded()));
        return files;
    }
}
