package io.holdfast.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The client of the measurements against a small server of the JDK.
class LoadTest {

    private static final byte[] ECHO = HttpConnection.post("/echo", "text/plain", "héllo");
    private static final byte[] BUSY = HttpConnection.post("/busy", "text/plain", "");
    private static final byte[] ENDLESS = HttpConnection.post("/endless", "text/plain", "");

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    LoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext(
                "/echo",
                exchange -> {
                    asked.incrementAndGet();
                    var body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.createContext(
                "/busy",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(503, 1);
                    exchange.getResponseBody().write('!');
                    exchange.close();
                });
        server.createContext(
                "/endless",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('!');
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    @Test
    void reads_answer_after_answer_from_one_connection() throws IOException {
        try (var connection = HttpConnection.open(port())) {
            assertThat(connection.exchange(ECHO)).isEqualTo(200);
            assertThat(connection.body()).isEqualTo("héllo");
            assertThat(connection.exchange(BUSY)).isEqualTo(503);
            assertThat(connection.body()).isEqualTo("!");
            var large = "x".repeat(100_000);
            assertThat(connection.exchange(HttpConnection.post("/echo", "text/plain", large)))
                    .isEqualTo(200);
            assertThat(connection.body()).isEqualTo(large);
        }
    }

    @Test
    void refuses_an_answer_without_a_length() throws IOException {
        try (var connection = HttpConnection.open(port())) {
            assertThatThrownBy(() -> connection.exchange(ENDLESS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no length");
        }
    }

    @Test
    void counts_every_answer_once() throws Exception {
        try (var load = Load.open(port(), 3)) {
            var turn = load.run(ECHO, Duration.ofMillis(50));
            assertThat(turn.answered()).isEqualTo(asked.get()).isGreaterThanOrEqualTo(3);
            assertThat(turn.refused()).isZero();
            assertThat(turn.micros().getTotalCount()).isEqualTo(turn.answered());
            assertThat(turn.millis(50)).isLessThanOrEqualTo(turn.millis(99));
        }
    }

    @Test
    void keeps_refusals_apart() throws Exception {
        try (var load = Load.open(port(), 2)) {
            var turn = load.run(BUSY, Duration.ofMillis(50));
            assertThat(turn.answered()).isZero();
            assertThat(turn.refused()).isEqualTo(asked.get()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void adds_turns_up() throws Exception {
        try (var load = Load.open(port(), 1)) {
            var first = load.run(ECHO, Duration.ofMillis(20));
            var both = first.plus(load.run(ECHO, Duration.ofMillis(20)));
            assertThat(both.answered()).isEqualTo(asked.get());
            assertThat(both.micros().getTotalCount()).isEqualTo(both.answered());
            assertThat(both.seconds()).isGreaterThan(first.seconds());
        }
    }

    @Test
    void tells_when_the_server_has_gone() throws Exception {
        try (var load = Load.open(port(), 1)) {
            server.stop(0);
            assertThatThrownBy(() -> load.run(ECHO, Duration.ofMillis(20)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void gives_every_side_its_turns() throws Exception {
        var effort = new Effort(Duration.ofMillis(5), Duration.ofMillis(5), 2);
        try (var load = Load.open(port(), 1)) {
            var turns =
                    new Contest(effort)
                            .run(
                                    List.of(
                                            new Contest.Side(load, ECHO),
                                            new Contest.Side(load, BUSY)));
            assertThat(turns.get(0).answered()).isPositive();
            assertThat(turns.get(1).refused()).isPositive();
        }
    }

    @Test
    void sends_the_length_of_the_bytes_and_not_of_the_letters() {
        assertThat(new String(ECHO, UTF_8)).contains("Content-Length: 6\r\n").endsWith("héllo");
    }
}
