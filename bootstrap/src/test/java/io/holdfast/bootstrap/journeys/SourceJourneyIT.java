package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database is named by command, and pulled by the server in the background and by command.
final class SourceJourneyIT {

    private static final String KEY = TelcoJourneyIT.KEY;
    private static final String PASSWORD = "hunter2-of-the-till";
    private static final String PATH = "/api/v1/sources";
    private static final String QUERY =
            """
            SELECT id AS product_id, name AS product_name, NULL AS category, NULL AS subcategory,
                NULL AS brand, price, NULL AS cost, NULL AS created_date, NULL AS status, NULL AS color,
                NULL AS dimensions, NULL AS size, NULL AS weight_kg, changed
            FROM goods
            """;

    @TempDir Path folder;

    private final TestDatabase own = TestDatabase.empty();
    private final TestDatabase till = TestDatabase.empty();

    @AfterEach
    void close() {
        own.close();
        till.close();
    }

    private Map<String, String> environment() {
        var settings = own.settings();
        var environment = new HashMap<String, String>();
        environment.put("HOLDFAST_DB_URL", settings.jdbcUrl());
        environment.put("HOLDFAST_DB_USER", settings.user());
        environment.put("HOLDFAST_DB_PASSWORD", settings.password());
        environment.put("HOLDFAST_SECRET_KEY", "0123456789abcdef0123456789abcdef");
        environment.put("HOLDFAST_API_KEY", KEY);
        environment.put("HOLDFAST_ADMIN_PASSWORD", TelcoJourneyIT.PASSWORD);
        environment.put("HOLDFAST_EGRESS_ALLOW", "127.0.0.0/8,::1");
        return environment;
    }

    @Test
    void names_pulls_and_forgets_a_database() throws Exception {
        till.execute(
                """
                CREATE TABLE goods (id text, name text, price numeric(12, 2), changed timestamptz);
                INSERT INTO goods VALUES ('a', 'Apple', 0.5, '2026-01-01 00:00+00'),
                    ('b', 'Bread', 3, '2026-01-01 00:00+00'), ('c', '', -1, '2026-01-02 00:00+00');
                """);
        try (var server = ProgramProcess.start(folder, environment(), "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            var admin = TelcoJourneyIT.signIn(client, "admin", TelcoJourneyIT.PASSWORD);
            tells_what_is_wrong_with_a_source();
            is_added_with_a_password_that_no_argument_shows();
            is_pulled_in_the_background(client, admin);
            stays_inside_what_calls_may_reach(client, admin);
            is_pulled_by_command();
            assertThat(run("source", "remove", "till")).contains("Source till is removed.");
            shows_nobody_the_password(client, admin);
        }
        assertThat(Files.readString(folder.resolve("log.jsonl"))).doesNotContain(PASSWORD);
    }

    private void tells_what_is_wrong_with_a_source() throws Exception {
        try (var program = adding("DROP TABLE goods")) {
            assertThat(program.awaitEnd()).isEqualTo(2);
            assertThat(program.log())
                    .contains("--query must be one SELECT: it begins with SELECT or WITH.");
        }
    }

    private void is_added_with_a_password_that_no_argument_shows() throws Exception {
        try (var program = adding(QUERY)) {
            var _ = program.awaitLine(Pattern.compile("Source till is added"));
            assertThat(program.awaitEnd()).isZero();
        }
    }

    /// The third record is rejected, and holds up nothing.
    private void is_pulled_in_the_background(ContractClient client, String admin) {
        assertThat(post(client, admin, PATH + "/till/test").text()).contains("product_id");
        assertThat(post(client, admin, PATH + "/till/pull").status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(get(client, admin, PATH + "/till").text())
                                .contains("completed"));
        var source = get(client, admin, PATH + "/till");
        var state = source.json().path("state");
        assertThat(state.path("watermark").asString()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(state.path("failures").asInt()).isZero();
        var pull = source.json().path("pulls").get(0);
        assertThat(pull.path("rows").asInt()).isEqualTo(3);
        assertThat(pull.path("rejected").asInt()).isEqualTo(1);
    }

    private static void stays_inside_what_calls_may_reach(ContractClient client, String admin) {
        var wish =
                """
                {"name":"inner","kind":"postgresql","host":"10.255.255.1","database":"x",
                 "user":"reader","password":"%s","query":"SELECT 1 AS a","watermark_column":"a",
                 "watermark_type":"number","profile":"c360","section":"products"}
                """
                        .formatted(PASSWORD);
        assertThat(client.post(PATH).key(KEY).bearer(admin).json(wish).send().status())
                .isEqualTo(201);

        assertThat(post(client, admin, PATH + "/inner/test").json().path("reason").asString())
                .contains("egress.allow");
    }

    private void is_pulled_by_command() throws Exception {
        till.execute("INSERT INTO goods VALUES ('d', 'Date', 1, '2026-01-03 00:00+00')");

        assertThat(run("source", "pull", "till"))
                .contains("Source till is pulled: 2 rows, 1 of them rejected.");
        assertThat(run("source", "list"))
                .contains("till", "2026-01-03T00:00:00Z", "inner", "never")
                .doesNotContain(PASSWORD);
    }

    private static void shows_nobody_the_password(ContractClient client, String admin) {
        assertThat(get(client, admin, PATH + "/till").status()).isEqualTo(404);
        assertThat(get(client, admin, PATH).text()).contains("inner").doesNotContain(PASSWORD);
        assertThat(get(client, admin, "/api/v1/audit").text())
                .contains("source add", "source pull", "source remove", PATH)
                .doesNotContain(PASSWORD);
    }

    private static Answer get(ContractClient client, String admin, String path) {
        return client.get(path).key(KEY).bearer(admin).send();
    }

    private static Answer post(ContractClient client, String admin, String path) {
        return client.post(path).key(KEY).bearer(admin).send();
    }

    private String run(String... arguments) throws InterruptedException {
        return ProgramProcess.run(folder, environment(), arguments);
    }

    /// Types the password, as standard input that is no terminal.
    private ProgramProcess adding(String query) throws IOException {
        var address = URI.create(till.settings().jdbcUrl().substring("jdbc:".length()));
        var arguments = new ArrayList<>(List.of("source", "add", "--name", "till"));
        arguments.addAll(List.of("--kind", "POSTGRESQL", "--host", address.getHost()));
        arguments.addAll(List.of("--port", String.valueOf(address.getPort())));
        arguments.addAll(List.of("--database", address.getPath().substring(1), "--tls", "OFF"));
        arguments.addAll(List.of("--user", till.settings().user(), "--query", query));
        arguments.addAll(List.of("--watermark-column", "changed"));
        arguments.addAll(List.of("--profile", "c360", "--section", "products"));
        var program = ProgramProcess.start(folder, environment(), arguments.toArray(String[]::new));
        program.type(PASSWORD + "\n");
        return program;
    }
}
