package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.web.testing.ContractClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking after users and keys by command, beside a server that follows.
final class UsersAndKeysJourneyIT {

    private static final String KEY = TelcoJourneyIT.KEY;
    private static final String PASSWORD = TelcoJourneyIT.PASSWORD;
    private static final String CHOSEN = "another good one";
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY", KEY,
                    "HOLDFAST_ADMIN_PASSWORD", PASSWORD);
    private static final Pattern ID =
            Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})  shop ");

    @TempDir Path folder;

    @Test
    void gives_takes_and_tells() throws Exception {
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            keys(client);
            users(client);
        }
    }

    private void keys(ContractClient client) throws InterruptedException {
        var wrong =
                refused("key", "create", "--client", " ", "--scope", "root", "--network", "here");
        assertThat(wrong).contains("client's name", "--scope must be", "--network must be");

        var text =
                run(
                        "key",
                        "create",
                        "--client",
                        "shop",
                        "--scope",
                        "metrics",
                        "--scope",
                        "predict",
                        "--network",
                        "127.0.0.0/8",
                        "--tier",
                        "PREMIUM",
                        "--days",
                        "9");
        assertThat(text).matches("hf_live_\\w{38}");
        assertThat(metrics(client, text)).isEqualTo(200);

        var listed = run("key", "list");
        assertThat(listed)
                .contains("last used", "predict, metrics", "127.0.0.0/8", "premium", "environment")
                .doesNotContain(text);
        var id = ID.matcher(listed);
        assertThat(id.find()).isTrue();
        assertThat(run("key", "revoke", id.group(1))).contains("A key of shop is revoked.");
        await().atMost(Duration.ofSeconds(20)).until(() -> metrics(client, text) == 403);
        assertThat(refused("key", "revoke", id.group(1))).contains("There is no key");
        assertThat(refused("key", "create", "--client", "environment"))
                .contains("come with the configuration");
    }

    private void users(ContractClient client) throws InterruptedException {
        var admin = TelcoJourneyIT.signIn(client, "admin", PASSWORD);
        assertThat(session(client, admin)).isEqualTo(200);
        assertThat(refused("user", "lock", "admin")).contains("is the last active admin");

        var temporary = run("user", "reset-password", "admin").lines().findFirst().orElseThrow();
        await().atMost(Duration.ofSeconds(20)).until(() -> session(client, admin) == 401);
        var changed =
                client.post("/api/v1/password")
                        .key(KEY)
                        .json(
                                "{\"username\":\"admin\",\"current_password\":\"%s\",\"new_password\":\"%s\"}"
                                        .formatted(temporary, CHOSEN))
                        .send();
        assertThat(changed.status()).isEqualTo(200);

        var again = TelcoJourneyIT.signIn(client, "admin", CHOSEN);
        assertThat(run("user", "sign-out", "ADMIN")).contains("1 sessions ended.");
        await().atMost(Duration.ofSeconds(20)).until(() -> session(client, again) == 401);
        assertThat(run("user", "list"))
                .contains("username", "state", "admin", "approved", "1 users");
        assertThat(refused("user", "role", "nobody", "admin")).contains("There is no user nobody.");
    }

    private static int metrics(ContractClient client, String key) {
        return client.get("/metrics").key(key).send().status();
    }

    private static int session(ContractClient client, String token) {
        return client.get("/verify-session").key(KEY).bearer(token).send().status();
    }

    private String run(String... arguments) throws InterruptedException {
        return ProgramProcess.run(folder, ENVIRONMENT, arguments);
    }

    /// What was said about it.
    private String refused(String... arguments) throws InterruptedException {
        var ended = ProgramProcess.end(folder, ENVIRONMENT, arguments);
        assertThat(ended.exitCode()).isEqualTo(2);
        return ended.log();
    }
}
