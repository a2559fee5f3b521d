package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.web.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server with a certificate.
class TlsTest {

    @TempDir Path folder;

    private static TestServer with(WebAdapter.Tls tls) {
        return TestServer.behind(new WebAdapter.Edge(tls, List.of(), List.of()));
    }

    private static HttpResponse<String> send(TestServer server, HttpClient client, String body)
            throws IOException, InterruptedException {
        var base = "https://127.0.0.1:" + server.web.port();
        var request =
                body.isEmpty()
                        ? HttpRequest.newBuilder(URI.create(base + "/metrics"))
                        : HttpRequest.newBuilder(URI.create(base + "/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(
                request.header("X-API-Key", TestServer.CLIENT_KEY).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answers_by_tls_with_all_that_belongs_to_it()
            throws GeneralSecurityException, IOException, InterruptedException {
        var files = TestCertificates.keyStore(folder, "localhost", "EC");
        try (var server = with(WebAdapter.Tls.keyStore(files, TestCertificates.PASSWORD));
                var client =
                        HttpClient.newBuilder().sslContext(TestCertificates.trusting()).build()) {
            var signedIn =
                    send(server, client, "username=agent.one&password=correct+horse+battery");
            assertThat(signedIn.statusCode()).isEqualTo(200);
            assertThat(signedIn.headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=31536000; includeSubDomains");
            assertThat(signedIn.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure");
            assertThat(send(server, client, "").body())
                    .contains("tls_certificate_expires_seconds ");
            try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.web.port())) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
                assertThat(plain.getInputStream().read()).isNotEqualTo((int) 'H');
            }
        }
    }

    @Test
    void does_not_start_without_a_certificate() {
        var missing = WebAdapter.Tls.pem(folder.resolve("a.pem"), folder.resolve("b.pem"));
        assertThatThrownBy(() -> with(missing).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.pem");
    }
}
