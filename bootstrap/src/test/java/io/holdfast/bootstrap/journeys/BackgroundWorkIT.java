package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.bootstrap.demo.TelcoDemo;
import io.holdfast.domain.identity.Password;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Work that was accepted is done, once, although the process is killed in the middle of it.
class BackgroundWorkIT {

    private static final System.Logger LOG = System.getLogger(BackgroundWorkIT.class.getName());

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

    /// Enough that some of them are running or waiting when the first has results.
    private static final int BATCHES = 6;

    private static final int CUSTOMERS = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir Path folder;

    @Test
    void batches_and_a_training_survive_kill_9() throws Exception {
        train();
        String training;
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            training = requestTraining(client);
            awaitTraining(client, training, "running");
            for (int batch = 0; batch < BATCHES; batch++) {
                submit(client, "batch-" + batch);
            }
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> status(client, "batch-0").path("processed_customers").asInt() > 0);
            assertThat(status(client, "batch-" + (BATCHES - 1)).path("status").asString())
                    .isEqualTo("processing");
            server.kill();
        }
        var killedAt = Instant.now();
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            var readyAt = Instant.now();
            for (int batch = 0; batch < BATCHES; batch++) {
                awaitCompleted(client, "batch-" + batch, killedAt, readyAt);
            }
            awaitTraining(client, training, "succeeded");
            server.terminate();
            assertThat(server.log()).doesNotContain("SEVERE");
        }
    }

    private void awaitCompleted(
            ContractClient client, String batch, Instant killedAt, Instant readyAt) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !status(client, batch).path("status").asString().equals("processing"));
        var status = status(client, batch);
        LOG.log(
                Level.INFO,
                "{0}: {1} after the kill, {2} after the start, {3} s of work",
                batch,
                since(killedAt, status),
                since(readyAt, status),
                status.path("processing_time_seconds"));
        assertThat(status.path("status").asString()).isEqualTo("completed");
        assertThat(status.path("completed_customers").asInt()).isEqualTo(CUSTOMERS);
        var results = status.path("results").values();
        assertThat(results).extracting(row -> row.path("index").asInt()).isEqualTo(indexes());
        assertThat(results)
                .extracting(row -> row.path("customer_id").asString())
                .containsExactlyElementsOf(indexes().stream().map(i -> batch + "-" + i).toList());
        assertThat(results)
                .extracting(row -> row.path("prediction_id").asString())
                .doesNotHaveDuplicates();
    }

    private static Duration since(Instant moment, JsonNode status) {
        return Duration.between(moment, Instant.parse(status.path("completed_at").asString()));
    }

    private static List<Integer> indexes() {
        return IntStream.range(0, CUSTOMERS).boxed().toList();
    }

    private static void submit(ContractClient client, String batch) {
        var customers =
                indexes().stream()
                        .map(i -> TelcoRequests.customer(batch + "-" + i))
                        .collect(Collectors.joining(","));
        var answer =
                client.post("/api/v1/batch-predict")
                        .key(KEY)
                        .json(
                                "{\"batch_id\":\"%s\",\"contract\":\"telco\",\"customers\":[%s]}"
                                        .formatted(batch, customers))
                        .send();
        assertThat(answer.status()).isEqualTo(202);
    }

    private static JsonNode status(ContractClient client, String batch) {
        var answer = client.get("/api/v1/batch/status/" + batch).key(KEY).send();
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static String requestTraining(ContractClient client) {
        var answer =
                client.post("/api/v1/training-jobs")
                        .key(KEY)
                        .bearer(TelcoJourneyIT.signIn(client, "admin", PASSWORD.value()))
                        .json("{\"contract\":\"telco\"}")
                        .send();
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().path("job_id").asString();
    }

    private static void awaitTraining(ContractClient client, String job, String status) {
        var token = TelcoJourneyIT.signIn(client, "admin", PASSWORD.value());
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() ->
                        assertThat(
                                        client.get("/api/v1/training-jobs/" + job)
                                                .key(KEY)
                                                .bearer(token)
                                                .send()
                                                .json()
                                                .path("status")
                                                .asString())
                                .isEqualTo(status));
    }

    private void train() throws IOException, InterruptedException {
        var csv = folder.resolve("customers.csv");
        Files.writeString(
                csv, TelcoDemo.csv().lines().limit(601).collect(Collectors.joining("\n")));
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
    }
}
