package io.holdfast.bootstrap.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// From a labelled table that no contract knows to predictions, by HTTP and by command, although a
/// column is named like a command to the database.
final class OwnContractJourneyIT {

    private static final String KEY = TelcoJourneyIT.KEY;
    private static final String PASSWORD = TelcoJourneyIT.PASSWORD;
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY", KEY,
                    "HOLDFAST_ADMIN_PASSWORD", PASSWORD);
    private static final String SQL = "\"; DROP TABLE users; --";
    private static final String CONTRACTS = "/api/v1/contracts";

    @TempDir Path folder;

    /// Who is slow to pay leaves more often; `since` is for nothing.
    private static byte[] table(int rows) {
        var random = new SplittableRandom(5);
        var csv = new StringBuilder("customer_id,since,\"\"\"; DROP TABLE users; --\",plan,left\n");
        for (int i = 0; i < rows; i++) {
            int days = random.nextInt(60);
            csv.append(
                    "c%d,2026-01-%02d,%d,%s,%s\n"
                            .formatted(
                                    i,
                                    i % 28 + 1,
                                    days,
                                    i % 3 == 0 ? "" : i % 2 == 0 ? "gold" : "basic",
                                    random.nextInt(80) < days ? "Yes" : "No"));
        }
        return csv.toString().getBytes(UTF_8);
    }

    @Test
    void leads_from_a_table_of_ones_own_to_predictions() throws Exception {
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            var admin = TelcoJourneyIT.signIn(client, "admin", PASSWORD);
            var contract = propose(client, admin, "late").json().path("contract").toString();
            assertThat(post(client, admin, CONTRACTS).json(contract).send().status())
                    .isEqualTo(201);
            assertThat(post(client, admin, CONTRACTS).json(contract).send().status())
                    .isEqualTo(409);
            assertThat(predict(client, 59).status()).isEqualTo(503);
            var stored =
                    post(client, admin, CONTRACTS + "/late/datasets")
                            .file("file", "customers.csv", table(400))
                            .send();
            assertThat(stored.json().path("rows").asInt()).isEqualTo(400);

            assertThat(run("train", "--contract", "late", "--folds", "2")).contains("late v1");
            await().atMost(Duration.ofSeconds(20)).until(() -> predict(client, 59).status() == 200);

            assertThat(predict(client, 59).json().path("probability").asDouble())
                    .isGreaterThan(predict(client, 1).json().path("probability").asDouble());
            assertThat(client.get("/users").key(KEY).bearer(admin).send().status()).isEqualTo(200);
            proposes_and_adds_by_command();
        }
    }

    private void proposes_and_adds_by_command() throws Exception {
        var csv = Files.write(folder.resolve("customers.csv"), table(100));
        var draft = folder.resolve("draft.json");

        var proposed =
                run(
                        "contract",
                        "propose",
                        "--in",
                        csv.toString(),
                        "--label",
                        "left",
                        "--name",
                        "late",
                        "--out",
                        draft.toString());
        assertThat(proposed)
                .contains("left out")
                .contains("dates or times")
                .contains("contract late is there already: this would be its version 2");
        assertThat(run("contract", "add", draft.toString())).contains("Registered late@2");
        assertThat(run("contract", "list")).contains("late@2").contains("telco@1");
        var shown = run("contract", "show", "late");
        assertThat(JsonMapper.shared().readTree(shown.substring(shown.indexOf('{'))))
                .isEqualTo(JsonMapper.shared().readTree(Files.readString(draft)));
    }

    private String run(String... arguments) throws InterruptedException {
        return ProgramProcess.run(folder, ENVIRONMENT, arguments);
    }

    private static ContractClient.Call post(ContractClient client, String admin, String path) {
        return client.post(path).key(KEY).bearer(admin);
    }

    private static Answer propose(ContractClient client, String admin, String name) {
        return post(client, admin, CONTRACTS + "/proposals")
                .parts(
                        ContractClient.field("name", name),
                        ContractClient.field("label", "left"),
                        ContractClient.part("file", "customers.csv", table(400)))
                .send();
    }

    private static Answer predict(ContractClient client, int days) {
        var customer = JsonMapper.shared().createObjectNode();
        customer.put("customer_id", "x'; --").put("plan", "gold").put(SQL, days);
        return client.post(CONTRACTS + "/late/predict").key(KEY).json(customer.toString()).send();
    }
}
