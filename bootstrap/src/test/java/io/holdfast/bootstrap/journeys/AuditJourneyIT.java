package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ContractClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is done by HTTP and by command stands in one trail, which is checked, listed and exported
/// by command and leaves its head in the log.
final class AuditJourneyIT {

    private static final String KEY = TelcoJourneyIT.KEY;
    private static final String PASSWORD = TelcoJourneyIT.PASSWORD;
    private static final Pattern HEAD = Pattern.compile("head (\\d+):([0-9a-f]{64})");
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY", KEY,
                    "HOLDFAST_ADMIN_PASSWORD", PASSWORD);

    @TempDir Path folder;

    @Test
    void holds_what_was_done_and_shows_what_was_changed() throws Exception {
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            var token = TelcoJourneyIT.signIn(client, "admin", PASSWORD);
            assertThat(client.get("/users").key(KEY).bearer(token).send().status()).isEqualTo(200);
            assertThat(run("key", "create", "--client", "shop")).startsWith("hf_live_");
            assertThat(end("user", "approve", "nobody").exitCode()).isEqualTo(2);
            assertThat(end("person", "erase", "--customer", "C-1").exitCode()).isEqualTo(2);
            assertThat(server.log()).contains("the head of the audit trail is 0:000");
            tells_what_was_done();
            compares_with_a_head_that_was_kept();
        }
    }

    private void tells_what_was_done() throws InterruptedException {
        var rows = new ArrayList<JsonNode>();
        run("audit", "export")
                .lines()
                .forEach(line -> rows.add(JsonMapper.shared().readTree(line)));
        assertThat(rows)
                .extracting(
                        row -> row.path("action").asString() + " " + row.path("result").asString())
                .containsExactly(
                        "sign-in SUCCEEDED",
                        "GET /users SUCCEEDED",
                        "key create BEGAN",
                        "key create SUCCEEDED",
                        "user approve BEGAN",
                        "user approve REFUSED",
                        "person erase BEGAN",
                        "person erase REFUSED");
        assertThat(rows.get(3).path("actor_kind").asString()).isEqualTo("OPERATOR");
        assertThat(rows.get(3).path("actor_name").asString())
                .isEqualTo(System.getProperty("user.name"));
        assertThat(rows.get(3).path("target").asString()).isEqualTo("shop");
        assertThat(rows.get(3).path("id")).isEqualTo(rows.get(2).path("id"));

        assertThat(run("audit", "list", "--action", "key", "--limit", "1"))
                .contains("key create")
                .contains("succeeded")
                .doesNotContain("began");
        assertThat(run("audit", "list", "--from", "2100-01-01T00:00:00Z")).isEmpty();
    }

    private void compares_with_a_head_that_was_kept() throws InterruptedException {
        var printed = run("audit", "verify");
        assertThat(printed).startsWith("Intact: 8 rows, head 8:");
        var head = HEAD.matcher(printed);
        assertThat(head.find()).isTrue();
        var kept = "8:" + head.group(2);

        assertThat(run("audit", "verify", "--expect", kept)).isEqualTo(printed);
        assertThat(run("user", "list")).contains("admin");
        for (var other : new String[] {"9:" + head.group(2), "3:" + head.group(2)}) {
            var ended = end("audit", "verify", "--expect", other);
            assertThat(ended.exitCode()).isEqualTo(3);
        }
        assertThat(end("audit", "verify", "--expect", "6").exitCode()).isEqualTo(2);
    }

    private String run(String... arguments) throws InterruptedException {
        return ProgramProcess.run(folder, ENVIRONMENT, arguments);
    }

    private ProgramProcess end(String... arguments) throws InterruptedException {
        return ProgramProcess.end(folder, ENVIRONMENT, arguments);
    }
}
