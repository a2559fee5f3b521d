package io.holdfast.adapters.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The listening socket, with a server behind it that echoes.
class TlsServerSocketTest {

    private static final int MAX_CONNECTIONS = 3;

    @TempDir static Path made;

    private static Path first = Path.of("");
    private static Path second = Path.of("");

    @TempDir Path folder;

    private final AtomicLong nanoTime = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private CertificateFiles.Pem files = new CertificateFiles.Pem(Path.of(""), Path.of(""));
    private RenewedCertificate certificate;
    private TlsServerSocket server;

    @BeforeAll
    static void make() {
        first = TestCertificates.keyStore(made, "first", "EC");
        second = TestCertificates.keyStore(made, "second", "RSA");
    }

    @BeforeEach
    void listen() throws GeneralSecurityException, IOException {
        files = TestCertificates.pemFiles(folder, first);
        certificate = RenewedCertificate.open(files, InstantSource.system());
        server =
                new TlsServerSocket(
                        certificate,
                        MAX_CONNECTIONS,
                        new HandshakeLimit(Duration.ofSeconds(10), nanoTime::get));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var _ = threads.submit(this::acceptAll);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private boolean acceptAll() throws IOException {
        while (true) {
            var socket = server.accept();
            var _ = threads.submit(() -> echo(socket));
        }
    }

    private static boolean echo(Socket socket) throws IOException {
        try (socket) {
            ((SSLSocket) socket).startHandshake();
            socket.getInputStream().transferTo(socket.getOutputStream());
            return true;
        }
    }

    private SSLSocket connect(String... protocols) throws GeneralSecurityException, IOException {
        var socket =
                (SSLSocket)
                        TestCertificates.trusting()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), server.getLocalPort());
        socket.setSoTimeout(10_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static String say(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(
                socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
    }

    private static String shown(SSLSocket socket) throws IOException {
        var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void speaks_the_two_protocols_that_are_sound(String protocol) throws Exception {
        try (var socket = connect(protocol)) {
            assertThat(say(socket, "hello")).isEqualTo("hello");
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(socket.getSession().getCipherSuite()).contains("AES_256_GCM_SHA384");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void refuses_older_ones_with_an_alert(String version) throws IOException {
        var hello = version + "00".repeat(32) + "00" + "0002c009" + "0100";
        var message = "01%06x".formatted(hello.length() / 2) + hello;
        var frame = "160301%04x".formatted(message.length() / 2) + message;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(HexFormat.of().parseHex(frame));
            var answer = socket.getInputStream().readAllBytes();
            assertThat(answer[0]).as("alert").isEqualTo((byte) 0x15);
            assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
            assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @Test
    void refuses_ciphers_without_authenticated_encryption() throws Exception {
        try (var socket = connect("TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void shows_a_renewed_certificate_to_new_connections_and_keeps_the_old_ones() throws Exception {
        try (var old = connect()) {
            assertThat(say(old, "before")).isEqualTo("before");
            assertThat(shown(old)).isEqualTo("CN=first");
            TestCertificates.pemFiles(folder, second);
            certificate.look();
            certificate.look();
            try (var fresh = connect()) {
                assertThat(say(fresh, "fresh")).isEqualTo("fresh");
                assertThat(shown(fresh)).isEqualTo("CN=second");
            }
            assertThat(say(old, "after")).isEqualTo("after");
        }
    }

    @Test
    void does_not_lose_count_of_connections_whose_handshake_fails() throws Exception {
        for (int i = 0; i < 4 * MAX_CONNECTIONS; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                socket.setSoTimeout(10_000);
                if (i % 2 == 0) {
                    socket.getOutputStream()
                            .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(socket.getInputStream().read()).isNotEqualTo((int) 'H');
                }
            }
        }
        try (var one = connect();
                var two = connect();
                var three = connect()) {
            assertThat(say(one, "1") + say(two, "2") + say(three, "3")).isEqualTo("123");
        }
    }

    @Test
    void makes_wait_who_comes_when_all_connections_are_taken() throws Exception {
        try (var one = connect();
                var two = connect()) {
            var three = connect();
            assertThat(say(one, "1") + say(two, "2") + say(three, "3")).isEqualTo("123");
            assertThat(server.freeConnections()).isZero();
            try (var four = connect()) {
                three.close();
                assertThat(say(four, "4")).isEqualTo("4");
            }
        }
    }

    @Test
    void ends_a_handshake_that_drips_and_leaves_a_finished_one_alone() throws Exception {
        try (var done = connect();
                var slow = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            slow.setSoTimeout(10_000);
            assertThat(say(done, "a")).isEqualTo("a");
            slow.getOutputStream().write(0x16);
            // The server has begun to wait for the next byte, or is about to.
            nanoTime.set(Duration.ofSeconds(11).toNanos());
            slow.getOutputStream().write(0x03);
            try {
                slow.getOutputStream().write(0x01);
                var rest = slow.getInputStream().readAllBytes();
                assertThat(rest).hasSizeLessThan(30).startsWith(0x15);
            } catch (SocketException e) {
                assertThat(e).isNotNull();
            }
            assertThat(say(done, "b")).isEqualTo("b");
        }
    }
}
