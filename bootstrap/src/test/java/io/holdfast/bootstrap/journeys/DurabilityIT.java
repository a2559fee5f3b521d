package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.bootstrap.demo.TelcoDemo;
import io.holdfast.domain.identity.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An answer that was given is in the table, whatever happens next.
class DurabilityIT {

    private static final String KEY = "a-client-key-for-the-test";
    private static final Password PASSWORD = new Password("correct horse battery");
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY",
                    "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY",
                    KEY,
                    "HOLDFAST_ADMIN_PASSWORD",
                    PASSWORD.value());
    private static final int KILLS = 3;
    private static final int CLIENTS = 8;
    private static final int ANSWERS_BEFORE_THE_KILL = 400;

    @TempDir Path folder;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger customer = new AtomicInteger();

    @Test
    void keeps_every_answered_prediction_over_kill_9_and_over_a_clean_stop() throws Exception {
        train();
        for (int i = 0; i < KILLS; i++) {
            try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve")) {
                predictUntil(server.awaitPort(), server, answered.size() + ANSWERS_BEFORE_THE_KILL);
            }
        }
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve")) {
            server.awaitReady();
            assertThat(logged()).containsAll(answered);
            assertThat(answered).hasSizeGreaterThanOrEqualTo(KILLS * ANSWERS_BEFORE_THE_KILL);
            server.terminate();
            assertThat(server.log()).doesNotContain("SEVERE");
        }
    }

    private void train() throws IOException, InterruptedException {
        var csv = folder.resolve("customers.csv");
        Files.writeString(
                csv, TelcoDemo.csv().lines().limit(601).collect(Collectors.joining("\n")));
        var printed =
                ProgramProcess.run(
                        folder,
                        ENVIRONMENT,
                        "train",
                        "--contract",
                        "telco",
                        "--data",
                        csv.toString(),
                        "--folds",
                        "2");
        assertThat(printed).contains("telco v1").contains("stage Production");
    }

    /// Predicts from several clients at once, and kills the server in the middle of it.
    private void predictUntil(int port, ProgramProcess server, int target) throws Exception {
        try (var client = ContractClient.onPort(port);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var token = TelcoJourneyIT.signIn(client, "admin", PASSWORD.value());
            var running = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(
                        clients.submit(() -> predictUntilItFails(client, token, server, target)));
            }
            for (var each : running) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    private boolean predictUntilItFails(
            ContractClient client, String token, ProgramProcess server, int target)
            throws InterruptedException {
        while (true) {
            var id = "K-" + customer.incrementAndGet();
            try {
                var answer =
                        client.post("/predict")
                                .key(KEY)
                                .bearer(token)
                                .json(TelcoRequests.customer(id))
                                .send();
                assertThat(answer.status()).isEqualTo(200);
                answered.add(id);
            } catch (UncheckedIOException _) {
                return true;
            }
            if (answered.size() >= target) {
                server.kill();
            }
        }
    }

    private Set<String> logged() throws IOException, SQLException {
        var data = folder.resolve("data");
        var url =
                "jdbc:postgresql://127.0.0.1:%s/postgres"
                        .formatted(Files.readString(data.resolve("postgres.port")).strip());
        var password = Files.readString(data.resolve("postgres.password")).strip();
        var entities = new HashSet<String>();
        try (var connection = DriverManager.getConnection(url, "postgres", password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT entity FROM predictions")) {
            while (rows.next()) {
                entities.add(rows.getString(1));
            }
        }
        return entities;
    }
}
