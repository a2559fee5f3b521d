package io.holdfast.bootstrap.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.bootstrap.demo.TelcoDemo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an empty server to a prediction, through every hand it takes; each answer fits the API
/// document.
class TelcoJourneyIT {

    static final String KEY = "a-client-key-for-the-test";
    static final String PASSWORD = "correct horse battery";
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY", KEY,
                    "HOLDFAST_ADMIN_PASSWORD", PASSWORD);
    private static final int CUSTOMERS = 600;

    @TempDir Path folder;

    @Test
    void leads_from_an_empty_server_to_explained_predictions() throws Exception {
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            var admin = signIn(client, "admin", PASSWORD);
            var health = client.get("/health").send().json();
            assertThat(health.path("status").asString()).isEqualTo("degraded");
            var early = predict(client, admin);
            assertThat(early.status()).isEqualTo(503);
            assertThat(early.header("Retry-After")).isNotEmpty();

            refuses_a_faulty_table(client, admin);
            keeps_a_good_table(client, admin);
            train_beside_the_server();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> predict(client, admin).status() == 200);

            explains_a_table(client, admin);
            admits_an_agent_until_the_admin_says_no(client, admin);
            assertThat(client.get("/health").send().json().path("total_customers").asInt())
                    .isEqualTo(CUSTOMERS);
            assertThat(client.get("/metrics").key(KEY).send().text())
                    .contains(
                            "prediction_count{contract=\"telco\",stage=\"Production\",version=\"v1\"}");
        }
    }

    private static void refuses_a_faulty_table(ContractClient client, String admin) {
        var lines = TelcoDemo.csv().lines().limit(4).collect(Collectors.toList());
        lines.set(2, lines.get(2).replace("Month-to-month", "Forever"));
        lines.set(3, lines.get(3) + ",surplus");
        var answer = upload(client, admin, String.join("\n", lines));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("#/rows/2/Contract", "#/rows/3");
        assertThat(client.get("/health").send().json().path("total_customers").asInt()).isZero();
    }

    /// With a byte order mark, a quoted cell and a customer who stands in it twice.
    private static void keeps_a_good_table(ContractClient client, String admin) {
        var lines = TelcoDemo.csv().lines().limit(CUSTOMERS + 1).collect(Collectors.toList());
        lines.set(1, lines.get(1).replace("Month-to-month", "\"Month-to-month\""));
        lines.add(lines.get(5));
        var answer = upload(client, admin, "\uFEFF" + String.join("\r\n", lines)).json();
        assertThat(answer.path("rows").asInt()).isEqualTo(CUSTOMERS);
        assertThat(answer.path("columns").asInt()).isEqualTo(21);
        assertThat(answer.path("duplicates").asInt()).isEqualTo(1);
    }

    private void train_beside_the_server() throws InterruptedException {
        var printed =
                ProgramProcess.run(
                        folder, ENVIRONMENT, "train", "--contract", "telco", "--folds", "2");
        assertThat(printed).contains("telco v1").contains("stage Production");
    }

    private static void explains_a_table(ContractClient client, String admin) {
        var csv = TelcoDemo.csv().lines().limit(51).collect(Collectors.joining("\n"));
        var answer =
                client.post("/predict")
                        .key(KEY)
                        .bearer(admin)
                        .file("file", "customers.csv", csv.getBytes(UTF_8))
                        .send()
                        .json();
        var raw = answer.path("shap_values").path("raw");
        assertThat(answer.path("results").size()).isEqualTo(50);
        for (int row = 0; row < 50; row++) {
            double total = raw.path("base_values").path(row).asDouble();
            for (var value : raw.path("values").path(row)) {
                total += value.asDouble();
            }
            double probability = answer.path("results").path(row).path("probability").asDouble();
            assertThat(1 / (1 + Math.exp(-total))).isCloseTo(probability, within(1e-6));
        }
    }

    private static void admits_an_agent_until_the_admin_says_no(
            ContractClient client, String admin) {
        var ann =
                "{\"username\": \"ann\", \"password\": \"%s\", \"role\": \"agent\"}"
                        .formatted(PASSWORD);
        assertThat(client.post("/register").key(KEY).json(ann).send().status()).isEqualTo(201);
        assertThat(token(client, "ann", PASSWORD).status()).isEqualTo(403);
        approve(client, admin, true);
        var agent = signIn(client, "ann", PASSWORD);
        assertThat(predict(client, agent).json().path("role").asString()).isEqualTo("agent");
        approve(client, admin, false);
        assertThat(predict(client, agent).status()).isEqualTo(401);
    }

    private static void approve(ContractClient client, String admin, boolean approve) {
        var body = "{\"username\": \"ann\", \"approve\": %s}".formatted(approve);
        var answer = client.post("/users/approve").key(KEY).bearer(admin).json(body).send();
        assertThat(answer.status()).isEqualTo(200);
    }

    private static Answer upload(ContractClient client, String admin, String csv) {
        return client.post("/admin/upload_data")
                .key(KEY)
                .bearer(admin)
                .file("file", "customers.csv", csv.getBytes(UTF_8))
                .send();
    }

    private static Answer predict(ContractClient client, String token) {
        return client.post("/predict")
                .key(KEY)
                .bearer(token)
                .json(TelcoRequests.customer("7590-VHVEG"))
                .send();
    }

    private static Answer token(ContractClient client, String username, String password) {
        return client.post("/token")
                .key(KEY)
                .form("username", username, "password", password)
                .send();
    }

    static String signIn(ContractClient client, String username, String password) {
        var answer = token(client, username, password);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("access_token").asString();
    }
}
