package io.holdfast.bootstrap.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.bootstrap.demo.TelcoDemo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A second version is tried on live traffic by two nodes of one database, and taken back by
/// itself.
class CanaryJourneyIT {

    private static final String KEY = "a-client-key-for-the-test";
    private static final String ADMIN_KEY = "an-admin-key-for-the-test";
    private static final String PASSWORD = "correct horse battery";
    private static final String INFER = "/v2/models/telco/infer";
    private static final int BATCH = 1_000;
    private static final int ENTITIES = 20_000;

    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(10);
    private static final Duration STEERS_WITHIN = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void tries_a_version_on_two_nodes_and_takes_it_back() throws Exception {
        try (var database = TestDatabase.empty()) {
            var environment = environment(database);
            var first = Files.createDirectory(folder.resolve("first"));
            var second = Files.createDirectory(folder.resolve("second"));
            List<Integer> dealt;
            try (var one = ProgramProcess.start(first, environment, "serve");
                    var clientOfOne = ContractClient.onPort(one.awaitPort());
                    var two = ProgramProcess.start(second, environment, "serve");
                    var clientOfTwo = ContractClient.onPort(two.awaitPort())) {
                var admin = TelcoJourneyIT.signIn(clientOfOne, "admin", PASSWORD);
                trains_two_versions(clientOfOne, admin);
                await().atMost(FOLLOWS_WITHIN).until(() -> dealt(clientOfTwo, 0, 200).contains(2));
                sends_a_tenth(clientOfOne);
                dealt = keeps_everybody_on_the_arm(clientOfOne, clientOfTwo);
                one.kill();
            }
            try (var again = ProgramProcess.start(first, environment, "serve");
                    var client = ContractClient.onPort(again.awaitPort())) {
                assertThat(dealt(client, 0, BATCH)).as("after kill -9").isEqualTo(dealt);
                takes_the_version_back_by_itself(client);
            }
        }
    }

    private static Map<String, String> environment(TestDatabase database) {
        var settings = database.settings();
        return Map.of(
                "HOLDFAST_SECRET_KEY",
                "0123456789abcdef0123456789abcdef",
                "HOLDFAST_API_KEY",
                KEY,
                "HOLDFAST_ADMIN_API_KEY",
                ADMIN_KEY,
                "HOLDFAST_ADMIN_PASSWORD",
                PASSWORD,
                "HOLDFAST_DB_URL",
                settings.jdbcUrl(),
                "HOLDFAST_DB_USER",
                settings.user(),
                "HOLDFAST_DB_PASSWORD",
                settings.password());
    }

    private static void trains_two_versions(ContractClient client, String admin) {
        var table = TelcoDemo.csv().lines().limit(601).collect(Collectors.joining("\n"));
        assertThat(
                        client.post("/admin/upload_data")
                                .key(KEY)
                                .bearer(admin)
                                .file("file", "customers.csv", table.getBytes(UTF_8))
                                .send()
                                .status())
                .isEqualTo(200);
        for (int version = 1; version <= 2; version++) {
            var job =
                    client.post("/api/v1/training-jobs")
                            .key(KEY)
                            .bearer(admin)
                            .json(
                                    "{\"contract\":\"telco\",\"folds\":2,\"seed\":%d}"
                                            .formatted(version))
                            .send();
            assertThat(job.status()).as(job.text()).isEqualTo(202);
            var status = "/api/v1/training-jobs/" + job.json().path("job_id").asString();
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            client.get(status)
                                    .key(KEY)
                                    .bearer(admin)
                                    .send()
                                    .json()
                                    .path("status")
                                    .asString()
                                    .equals("succeeded"));
        }
        var versions = client.get("/api/v1/models?contract=telco").key(KEY).send().json();
        assertThat(versions.findValuesAsString("status")).containsExactly("testing", "active");
    }

    private static void sends_a_tenth(ContractClient client) {
        var answer =
                client.post("/admin/set_canary_percentage")
                        .key(ADMIN_KEY)
                        .json("{\"percentage\":0.1}")
                        .send();
        assertThat(answer.json().path("message").asString())
                .isEqualTo("Canary traffic updated to 10%");
    }

    /// Five standard deviations of a share of a tenth.
    private static List<Integer> keeps_everybody_on_the_arm(
            ContractClient one, ContractClient two) {
        await().atMost(FOLLOWS_WITHIN)
                .until(() -> dealt(one, 0, BATCH).equals(dealt(two, 0, BATCH)));
        var all = new ArrayList<Integer>();
        for (int from = 0; from < ENTITIES; from += BATCH) {
            all.addAll(dealt(from % (2 * BATCH) == 0 ? one : two, from, from + BATCH));
        }
        double share = (double) all.stream().filter(version -> version == 2).count() / ENTITIES;
        assertThat(share).isCloseTo(0.1, within(5 * Math.sqrt(0.09 / ENTITIES)));
        return List.copyOf(all.subList(0, BATCH));
    }

    /// The challenger's customers all leave, those of the champion as often as it says.
    private static void takes_the_version_back_by_itself(ContractClient client) {
        var ramp =
                client.post("/api/v1/ramps")
                        .key(ADMIN_KEY)
                        .json(
                                """
                                {"contract": "telco", "version": "v2", "steps": [0.5, 1],
                                 "dwell_seconds": 3600, "reason": "let us see"}
                                """)
                        .send();
        assertThat(ramp.status()).as(ramp.text()).isEqualTo(201);
        await().atMost(FOLLOWS_WITHIN).until(() -> share(dealt(client, 0, BATCH), 2) > 0.3);
        var answer = infer(client, 0, BATCH).json();
        var versions = versions(answer);
        var probabilities = answer.path("outputs").get(0).path("data");
        double expected = 0;
        var table = new StringBuilder("customerID,Churn\n");
        for (int i = 0; i < BATCH; i++) {
            boolean leaves = versions.get(i) == 2;
            if (!leaves) {
                expected += probabilities.get(i).asDouble();
                leaves = expected >= 1;
                expected -= leaves ? 1 : 0;
            }
            table.append("c%d,%s%n".formatted(i, leaves ? "Yes" : "No"));
        }
        gives_feedback(client, table.toString());
        await().atMost(STEERS_WITHIN)
                .until(() -> newest(client).path("kind").asString().equals("rolled_back"));
        assertThat(newest(client).path("by").asString()).isEqualTo("ramp");
        assertThat(newest(client).path("reason").asString())
                .startsWith("calibration: its mean probability is ");
        await().atMost(FOLLOWS_WITHIN).until(() -> share(dealt(client, 0, BATCH), 2) == 0);
    }

    private static void gives_feedback(ContractClient client, String table) {
        var admin = TelcoJourneyIT.signIn(client, "admin", PASSWORD);
        var answer =
                client.post("/admin/feedback")
                        .key(KEY)
                        .bearer(admin)
                        .file("file", "outcomes.csv", table.getBytes(UTF_8))
                        .send();
        assertThat(answer.json().path("updated_records").asInt()).isEqualTo(BATCH);
    }

    private static JsonNode newest(ContractClient client) {
        return client.get("/api/v1/deployments?contract=telco&limit=1")
                .key(KEY)
                .send()
                .json()
                .path("deployments")
                .path(0);
    }

    private static double share(List<Integer> versions, int version) {
        return (double) versions.stream().filter(each -> each == version).count() / versions.size();
    }

    /// The versions that answered for customers `c<from>` to before `c<to>`.
    private static List<Integer> dealt(ContractClient client, int from, int to) {
        return versions(infer(client, from, to).json());
    }

    private static List<Integer> versions(JsonNode answer) {
        return answer.path("parameters").path("model_versions").values().stream()
                .map(JsonNode::asInt)
                .toList();
    }

    /// One customer's features under many names.
    private static Answer infer(ContractClient client, int from, int to) {
        var customer = JsonMapper.shared().readTree(TelcoRequests.customer("any"));
        var request = JsonMapper.shared().createObjectNode();
        var inputs = request.putArray("inputs");
        customer.properties()
                .forEach(field -> {
                    var tensor = inputs.addObject();
                    tensor.put("name", field.getKey());
                    tensor.putArray("shape").add(to - from);
                    tensor.put("datatype", field.getValue().isString() ? "BYTES" : "FP64");
                    var data = tensor.putArray("data");
                    IntStream.range(from, to)
                            .forEach(i -> {
                                if (field.getKey().equals("customerID")) {
                                    data.add("c" + i);
                                } else {
                                    data.add(field.getValue());
                                }
                            });
                });
        request.putArray("outputs").addObject().put("name", "probability");
        return client.post(INFER).key(KEY).json(request.toString()).send();
    }
}
