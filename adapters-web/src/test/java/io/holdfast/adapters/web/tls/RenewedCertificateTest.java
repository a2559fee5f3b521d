package io.holdfast.adapters.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenewedCertificateTest {

    @TempDir static Path made;

    private Path rsa = Path.of("");
    private Path ec = Path.of("");

    @TempDir Path folder;

    @BeforeAll
    void make() {
        rsa = TestCertificates.keyStore(made, "rsa", "RSA");
        ec = TestCertificates.keyStore(made, "ec", "EC");
    }

    private static RenewedCertificate open(CertificateFiles files) {
        return RenewedCertificate.open(files, InstantSource.system());
    }

    private static String pem(String label, byte[] content) {
        return TestCertificates.pem(label, content);
    }

    @Test
    void reads_a_key_store() {
        var files = new CertificateFiles.KeyStoreFile(ec, TestCertificates.PASSWORD);
        assertThat(open(files).secondsLeft()).isBetween(99 * 86_400.0, 100 * 86_400.0);
        assertThat(files.toString()).doesNotContain(TestCertificates.PASSWORD);
        assertThatThrownBy(() -> open(new CertificateFiles.KeyStoreFile(ec, "wrong-password")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void reads_keys_as_the_usual_tools_write_them() throws GeneralSecurityException, IOException {
        var files = TestCertificates.pemFiles(folder, rsa);
        assertThat(open(files).secondsLeft()).isPositive();
        var pkcs8 = TestCertificates.key(rsa).getEncoded();
        // What precedes the PKCS#1 key has the same length for every key of this size.
        var pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        Files.writeString(files.privateKey(), pem("RSA PRIVATE KEY", pkcs1));
        assertThat(open(files).secondsLeft()).isPositive();

        TestCertificates.pemFiles(folder, ec);
        assertThat(open(files).secondsLeft()).isPositive();
        Files.writeString(
                files.privateKey(),
                pem("EC PARAMETERS", HexFormat.of().parseHex("06082a8648ce3d030107"))
                        + pem("EC PRIVATE KEY", sec1(TestCertificates.key(ec).getEncoded())));
        assertThat(open(files).secondsLeft()).isPositive();
    }

    private byte[] sec1(byte[] pkcs8) throws GeneralSecurityException, IOException {
        assertThat(pkcs8).isNotEmpty();
        boolean p256 =
                ((ECPrivateKey) TestCertificates.key(ec)).getParams().getOrder().bitLength() == 256;
        int size = p256 ? 32 : 48;
        var curve = p256 ? "06082a8648ce3d030107" : "06052b81040022";
        var secret = ((ECPrivateKey) TestCertificates.key(ec)).getS();
        var key = "020101" + "04%02x".formatted(size) + hex(secret, size);
        var parameters = "a0%02x".formatted(curve.length() / 2) + curve;
        var content = key + parameters;
        return HexFormat.of().parseHex("30%02x".formatted(content.length() / 2) + content);
    }

    private static String hex(BigInteger number, int size) {
        var text = number.toString(16);
        return "0".repeat(2 * size - text.length()) + text;
    }

    @Test
    void says_what_is_wrong_with_files_at_the_start() throws GeneralSecurityException, IOException {
        var files = TestCertificates.pemFiles(folder, rsa);
        var key = Files.readString(files.privateKey());
        var chain = Files.readString(files.certificates());
        for (var bad :
                List.of(
                        "",
                        "garbage",
                        key.substring(0, key.length() / 2),
                        key.replace('A', '*'),
                        key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
                        pem("PRIVATE KEY", new byte[] {1, 2, 3}),
                        pem("EC PRIVATE KEY", new byte[] {0x30, 1, 2}),
                        pem("PRIVATE KEY", TestCertificates.key(ec).getEncoded()))) {
            Files.writeString(files.privateKey(), bad);
            isRefused(files);
        }
        Files.writeString(files.privateKey(), key);
        for (var bad :
                List.of(
                        "",
                        key,
                        chain.substring(0, chain.length() - 5),
                        chain + chain.substring(0, 100),
                        pem("CERTIFICATE", TestCertificates.certificate(ec).getEncoded()))) {
            Files.writeString(files.certificates(), bad);
            isRefused(files);
        }
        Files.writeString(
                files.certificates(), chain + " ".repeat(CertificateFiles.MAX_FILE_BYTES));
        isRefused(files);
        Files.delete(files.certificates());
        isRefused(files);
    }

    private static void isRefused(CertificateFiles files) {
        assertThatThrownBy(() -> open(files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the TLS certificate cannot be used: ")
                .hasMessageContaining("chain.pem");
    }

    @Test
    void takes_new_files_over_once_they_rest_and_never_broken_ones()
            throws GeneralSecurityException, IOException {
        var files = TestCertificates.pemFiles(folder, rsa);
        var certificate = open(files);
        var first = certificate.context();
        certificate.look();
        certificate.look();
        assertThat(certificate.context()).isSameAs(first);

        Files.writeString(
                files.certificates(),
                pem("CERTIFICATE", TestCertificates.certificate(ec).getEncoded()));
        certificate.look();
        certificate.look();
        certificate.look();
        assertThat(certificate.context()).as("a key of another").isSameAs(first);

        var key = pem("PRIVATE KEY", TestCertificates.key(ec).getEncoded());
        Files.writeString(files.privateKey(), key.substring(0, 50));
        certificate.look();
        certificate.look();
        assertThat(certificate.context()).as("half a key").isSameAs(first);

        Files.delete(files.privateKey());
        certificate.look();
        certificate.look();
        assertThat(certificate.context()).as("no key").isSameAs(first);

        Files.writeString(files.privateKey(), key);
        certificate.look();
        assertThat(certificate.context()).as("new just now").isSameAs(first);
        certificate.look();
        assertThat(certificate.context()).isNotSameAs(first);
    }

    @Test
    void counts_down_to_the_end_and_beyond() throws GeneralSecurityException, IOException {
        var files = TestCertificates.pemFiles(folder, rsa);
        var end = ((X509Certificate) TestCertificates.certificate(rsa)).getNotAfter().toInstant();
        for (var left : List.of(Duration.ofDays(20), Duration.ofDays(13), Duration.ofSeconds(-5))) {
            Instant now = end.minus(left);
            assertThat(RenewedCertificate.open(files, () -> now).secondsLeft())
                    .isEqualTo((double) left.toSeconds());
        }
    }

    @Test
    void warns_once_a_day_in_the_last_fourteen_days() throws GeneralSecurityException, IOException {
        var files = TestCertificates.pemFiles(folder, rsa);
        var end = ((X509Certificate) TestCertificates.certificate(rsa)).getNotAfter().toInstant();
        var now = new Instant[] {end.minus(Duration.ofDays(14))};
        try (var log = new CapturedLog(RenewedCertificate.class.getName())) {
            var certificate = RenewedCertificate.open(files, () -> now[0]);
            assertThat(log.warnings()).isEmpty();
            now[0] = now[0].plusSeconds(1);
            certificate.look();
            certificate.look();
            assertThat(log.warnings()).hasSize(1);
            now[0] = now[0].plus(Duration.ofDays(1));
            certificate.look();
            assertThat(log.warnings()).hasSize(2).allMatch(text -> text.contains("ends at"));
            Files.write(files.privateKey(), "x".getBytes(StandardCharsets.US_ASCII));
            certificate.look();
            certificate.look();
            certificate.look();
            assertThat(log.warnings()).hasSize(3);
            assertThat(log.warnings().getLast()).contains("the old one stays");
        }
    }
}
