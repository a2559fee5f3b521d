package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.kernel.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server tells of itself: the access log, the errors it hides, the metrics.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void hides_a_failure_and_logs_it_with_the_request_id() {
        UserQueries broken =
                (_, _, _) -> {
                    throw new IllegalStateException("ERROR: relation \"users\" does not exist");
                };
        try (var own = TestServer.degraded(broken);
                var log = new Recorded("io.holdfast.adapters.web.http.Dispatcher")) {
            var answer = own.asAdmin("GET", "/users").header("X-Request-ID", "r-500").send();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("relation", "Exception", "io.holdfast");
            assertThat(log.lines()).anyMatch(line -> line.contains("r-500"));
            var health = own.client.get("/health").send().json();
            assertThat(health.path("status").asString()).isEqualTo("degraded");
            assertThat(health.path("database_status").asString()).isEqualTo("unreachable");
            assertThat(health.path("pipeline_status").asString()).isEqualTo("overloaded");
            assertThat(health.path("total_customers").asInt()).isZero();
        }
    }

    @Test
    void asks_to_come_back_later_when_the_database_is_away() {
        UserQueries away =
                (_, _, _) -> {
                    throw new Unavailable("database error 08006", new IllegalStateException());
                };
        try (var own = TestServer.withUsers(away)) {
            var answer = own.asAdmin("GET", "/users").send();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text()).doesNotContain("08006");
        }
    }

    @Test
    void logs_each_request_without_names_or_queries() {
        try (var log = new Recorded("io.holdfast.access")) {
            server.asAdmin("GET", "/users?limit=7").header("X-Request-ID", "log-1").send();
            server.client.get("/assets/docs/secret-file").header("X-Request-ID", "log-2").send();
            server.client.call("BREW", "/none").header("X-Request-ID", "log-3").send();
            var users = entry(log, "log-1");
            assertThat(users.path("route").asString()).isEqualTo("/users");
            assertThat(users.path("status").asInt()).isEqualTo(200);
            assertThat(users.path("client").asString()).startsWith("user:");
            assertThat(users.path("bytes").asInt()).isPositive();
            assertThat(users.path("time").asString()).isEqualTo(TestServer.START.toString());
            assertThat(entry(log, "log-2").path("route").asString())
                    .isEqualTo("/assets/docs/{file}");
            assertThat(entry(log, "log-3").path("method").asString()).isEqualTo("OTHER");
            assertThat(String.join("\n", log.lines()))
                    .doesNotContain("limit", "admin.one", "secret-file", server.adminToken);
        }
    }

    @Test
    void exposes_the_metrics_by_the_names_of_the_contract() {
        server.asAgent("POST", "/predict").json("{\"plan\":\"basic\"}").send();
        server.asAgent("POST", "/predict").json("{}").send();
        var text = server.client.get("/metrics").key(TestServer.CLIENT_KEY).send().text();
        assertThat(text)
                .contains(
                        "# TYPE prediction_count counter\nprediction_count{contract=\"telco\",stage=\"Production\",version=\"v1\"} ",
                        "prediction_count_total{contract=\"telco\",stage=\"Production\",version=\"v1\"} ",
                        "# TYPE prediction_errors counter\nprediction_errors{reason=\"invalid\"} ",
                        "# TYPE prediction_latency histogram\n",
                        "prediction_latency_count{contract=\"telco\"} ",
                        "model_accuracy{contract=\"telco\",stage=\"Production\",version=\"v1\"} 0.805",
                        "http_server_requests_seconds_count{method=\"POST\",route=\"/predict\",status=\"422\"}",
                        "jvm_memory_used_bytes",
                        "database_pool_active 3.0");
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z0-9_]+(\\{.*})? [-+0-9.eEInfNa]+"));
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE")).distinct().count())
                .isEqualTo(text.lines().filter(line -> line.startsWith("# TYPE")).count());
    }

    private static JsonNode entry(Recorded log, String requestId) {
        return JsonMapper.shared().readTree(log.await(requestId));
    }

    /// What a logger of the JDK was told.
    private static final class Recorded extends Handler implements AutoCloseable {

        private static final long LIMIT_NANOS = 10_000_000_000L;

        private final Logger logger;
        private final List<String> lines = new ArrayList<>();

        Recorded(String name) {
            logger = Logger.getLogger(name);
            logger.addHandler(this);
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        /// The line is written after the answer is sent: the client may be here first.
        synchronized String await(String text) {
            long deadline = System.nanoTime() + LIMIT_NANOS;
            while (true) {
                var found = lines.stream().filter(line -> line.contains(text)).toList();
                if (!found.isEmpty()) {
                    assertThat(found).hasSize(1);
                    return found.getFirst();
                }
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
