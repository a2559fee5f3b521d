package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.identity.UserQueries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Headers, limits, problems, stopping: what all routes have in common.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpBaseTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private String raw(String request) {
        return RawConnection.exchange(server.web.port(), request);
    }

    @Test
    void echoes_a_harmless_request_id_and_replaces_any_other() {
        for (var given : List.of("a", "A-1_b.2", "x".repeat(128))) {
            var answer = server.client.get("/").header("X-Request-ID", given).send();
            assertThat(answer.header("X-Request-ID")).isEqualTo(given);
        }
        for (var given : List.of("a b", "x".repeat(129), "<script>", "a\"b", "\u00e9", "a;b")) {
            var answer = server.client.get("/").header("X-Request-ID", given).send();
            assertThat(answer.header("X-Request-ID")).isNotEqualTo(given).hasSize(36);
        }
    }

    @Test
    void never_lets_a_request_id_write_a_header() {
        for (var attack : List.of("a\r\n Set-Cookie: x=1", "a\rSet-Cookie: x=1", "a\u0000b")) {
            var text =
                    raw(
                            "GET / HTTP/1.1\r\nHost: x\r\nX-Request-ID: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(attack));
            assertThat(text).doesNotContain("Set-Cookie: x=1");
        }
    }

    @Test
    void sends_the_headers_that_keep_browsers_careful() {
        var answer = server.client.get("/").send();
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy"))
                .isEqualTo("camera=(), geolocation=(), microphone=()");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void answers_head_and_options() {
        var get = server.client.get("/openapi").send();
        var head = server.client.call("HEAD", "/openapi").send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        var options = server.client.call("OPTIONS", "/users").send();
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void names_the_methods_of_a_path_that_refuses_another() {
        var answer = server.client.call("DELETE", "/users/approve").send();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
        assertThat(server.client.call("BREW", "/").send().status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/users/",
                "/users/approve/more",
                "/assets/docs/",
                "/assets/docs/openapi.yaml",
                "/assets/docs/..%2fopenapi.yaml",
                "/assets/docs/..%5c..%5copenapi.yaml",
                "/assets/docs/%2e%2e/%2e%2e/users",
                "/assets/docs/pages.css%00.js",
                "/assets/docs/META-INF%2fMANIFEST.MF",
                "/Users"
            })
    void answers_404_to_a_path_that_leads_nowhere(String path) {
        assertThat(server.client.get(path).send().status()).isEqualTo(404);
    }

    @Test
    void does_not_walk_up_from_the_assets() {
        for (var path :
                List.of(
                        "/assets/docs/../../users",
                        "/assets/docs/../../../etc/passwd",
                        "/assets/docs//etc/passwd")) {
            var text =
                    raw("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path));
            assertThat(text).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void serves_pages_whose_files_are_all_here() {
        for (var page : List.of("/docs", "/redoc")) {
            var html = server.client.get(page).send().text();
            var links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(html).results();
            var paths = links.map(link -> link.group(1)).toList();
            assertThat(paths).isNotEmpty();
            for (var path : paths) {
                assertThat(server.client.get(path).send().text())
                        .as(path)
                        .isNotEmpty()
                        .doesNotContain("cdn.redoc.ly");
            }
            assertThat(html).doesNotContain("<script>", "<style", "://");
        }
    }

    @Test
    void answers_problems_to_what_is_hardly_http() {
        for (var request :
                List.of(
                        "GET / HTTP/1.1\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: x\r\nBad\u0001Name: 1\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            is_a_problem(raw(request), 400);
        }
    }

    @Test
    void answers_problems_to_what_is_too_long() {
        is_a_problem(raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414);
        is_a_problem(
                raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(17_000) + "\r\n\r\n"),
                431);
        is_a_problem(
                raw(
                        "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                                .formatted(2L * ImportFakes.MAX_BYTES)),
                413);
    }

    private static void is_a_problem(String text, int status) {
        assertThat(text).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        var body = JsonMapper.shared().readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("request_id").asString()).isNotEmpty();
        assertThat(text).doesNotContainIgnoringCase("helidon").doesNotContain("Exception");
    }

    @Test
    void logs_and_names_what_it_refuses_before_there_is_a_request() {
        assertThat(raw(twoLengths("mine-1"))).contains("\r\nX-Request-ID: mine-1\r\n");
        assertThat(raw(twoLengths("<mine>"))).doesNotContain("mine");
        try (var log = new CapturedAccessLog()) {
            var _ = raw(twoLengths("mine-2"));
            var _ = raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().getFirst())
                    .contains("\"request_id\":\"mine-2\"", "\"method\":\"POST\"", "\"status\":400");
            assertThat(log.lines().getLast()).contains("\"status\":414").doesNotContain("aaaa");
        }
    }

    private static String twoLengths(String requestId) {
        return "POST / HTTP/1.1\r\nHost: x\r\nX-Request-ID: "
                + requestId
                + "\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n";
    }

    @Test
    void compresses_large_answers_for_those_who_ask() throws IOException {
        var plain = server.client.get("/openapi").send();
        var zipped = server.client.get("/openapi").header("Accept-Encoding", "br, gzip").send();
        var refused =
                server.client.get("/openapi").header("Accept-Encoding", "gzip;q=0, br").send();
        var small = server.client.get("/").header("Accept-Encoding", "gzip").send();
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Vary")).isEqualTo("Accept-Encoding, Origin");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(refused.header("Content-Encoding")).isEmpty();
        assertThat(small.header("Content-Encoding")).isEmpty();
        var metrics =
                server.client
                        .get("/metrics")
                        .key(TestServer.CLIENT_KEY)
                        .header("Accept-Encoding", "gzip")
                        .send();
        assertThat(metrics.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void lets_only_the_given_origin_read_answers() {
        var known = "https://console.example.com";
        var answer = server.client.get("/users").header("Origin", known).send();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(known);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).contains("Origin");
        var preflight =
                server.client
                        .call("OPTIONS", "/predict")
                        .header("Origin", known)
                        .header("Access-Control-Request-Method", "POST")
                        .send();
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("X-API-Key");
        for (var other :
                List.of(
                        "https://console.example.com.evil.test",
                        "http://console.example.com",
                        "https://console.example.com:444",
                        "https://CONSOLE.example.com",
                        "https://console.example.com/",
                        "https://console.example.com https://evil.test",
                        "*",
                        "null")) {
            for (var call : List.of(server.client.get("/"), server.client.call("OPTIONS", "/"))) {
                var refused =
                        call.header("Origin", other)
                                .header("Access-Control-Request-Method", "GET")
                                .send();
                assertThat(refused.header("Access-Control-Allow-Origin")).as(other).isEmpty();
                assertThat(refused.header("Access-Control-Allow-Credentials")).isEmpty();
                assertThat(refused.header("Access-Control-Allow-Methods")).isEmpty();
                assertThat(refused.header("Vary")).isEqualTo("Accept-Encoding, Origin");
            }
        }
    }

    @Test
    void finishes_what_it_began_when_it_is_closed() throws Exception {
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        UserQueries slow =
                (_, _, _) -> {
                    began.countDown();
                    try {
                        mayEnd.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("was interrupted", e);
                    }
                    return new UserQueries.Page(List.of(), 0);
                };
        var own = TestServer.withUsers(slow);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(() -> own.asAdmin("GET", "/users").send());
            began.await();
            var closing = threads.submit(own.web::close);
            Answer late = own.client.get("/").send();
            while (late.status() == 200) {
                late = own.client.get("/").send();
            }
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.header("Retry-After")).isNotEmpty();
            mayEnd.countDown();
            assertThat(running.get().status()).isEqualTo(200);
            closing.get();
        }
        own.client.close();
    }
}
