package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.kernel.AtOnce;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What takes the whole program and its real database to see: the same request many times at once,
/// and text that would break out of a query.
class AttackJourneyIT {

    private static final String KEY = "a-client-key-for-the-test";
    private static final String PASSWORD = "correct horse battery";
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY", KEY,
                    "HOLDFAST_ADMIN_PASSWORD", PASSWORD);

    /// Percent-encoded.
    private static final List<String> NASTY =
            List.of(
                    "%27%20OR%201%3D1%20--",
                    "%27%3BDROP%20TABLE%20users%3B--",
                    "%25",
                    "%00",
                    "a%00b",
                    "%5C",
                    "%ed%a0%80",
                    "x".repeat(3_000));

    @TempDir Path folder;

    @Test
    void withstands_repetition_and_injection() throws Exception {
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve")) {
            var address = server.awaitReady();
            try (var client = new ContractClient(URI.create(address), ApiDocument.packaged())) {
                does_once_what_is_asked_eight_times_at_once(client);
                var admin = TelcoJourneyIT.signIn(client, "admin", PASSWORD);
                answers_nasty_text_in_every_parameter(address, admin);
                refuses_documents_that_are_attacks(client, admin);
                assertThat(usersNamed(client, admin, "ann")).isEqualTo(1);
            }
            assertThat(server.log()).doesNotContain("\"level\":\"SEVERE\"");
        }
    }

    private static void does_once_what_is_asked_eight_times_at_once(ContractClient client) {
        var key = UUID.randomUUID().toString();
        var answers = AtOnce.call(8, _ -> register(client, key, "ann"));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
        var first =
                answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty())
                        .toList();
        assertThat(first).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .allMatch(answer -> answer.header("Retry-After").equals("1"));
        var again = register(client, key, "ann");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.getFirst().body());
        assertThat(register(client, key, "bob").status()).isEqualTo(422);
        assertThat(register(client, UUID.randomUUID().toString(), "ann").status()).isEqualTo(409);
    }

    private static Answer register(ContractClient client, String key, String username) {
        return client.post("/register")
                .key(KEY)
                .header("Idempotency-Key", key)
                .json(
                        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"agent\"}"
                                .formatted(username, PASSWORD))
                .send();
    }

    private static long usersNamed(ContractClient client, String admin, String name) {
        var users = client.get("/users").key(KEY).bearer(admin).send().json().path("users");
        return users.values().stream()
                .filter(user -> user.path("username").asString().equals(name))
                .count();
    }

    private static void answers_nasty_text_in_every_parameter(String address, String admin)
            throws IOException, InterruptedException {
        var document = ApiDocument.packaged();
        var failed = new ArrayList<String>();
        try (var http = HttpClient.newHttpClient()) {
            for (var operation : document.operations()) {
                for (var node : document.described(operation).path("parameters")) {
                    var parameter = document.resolved(node);
                    for (var nasty : NASTY) {
                        var path =
                                path(
                                        operation.template(),
                                        parameter.path("in").asString(),
                                        parameter.path("name").asString(),
                                        nasty);
                        var request =
                                HttpRequest.newBuilder(URI.create(address + path))
                                        .header("X-API-Key", KEY)
                                        .header("Authorization", "Bearer " + admin)
                                        .method(
                                                operation.method(),
                                                HttpRequest.BodyPublishers.noBody())
                                        .build();
                        int status =
                                http.send(request, HttpResponse.BodyHandlers.discarding())
                                        .statusCode();
                        // 503 is what a route answers as long as no model was trained.
                        if (status >= 500 && status != 503) {
                            failed.add(status + " " + operation.method() + " " + path);
                        }
                    }
                }
            }
        }
        assertThat(failed).isEmpty();
    }

    /// Contracts have a reader of their own.
    private static void refuses_documents_that_are_attacks(ContractClient client, String admin) {
        var documents =
                List.of(
                        "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000),
                        "{\"name\":\"a\",\"name\":\"b\"}",
                        "{\"name\":1e999999999}",
                        "{\"name\":\"" + "x".repeat(1_000_000) + "\"}",
                        "{\"name\":\"a\\ud800\"}",
                        "{\"name\":\"a\\u0000b\"}",
                        "{\"name\":\"own\",\"version\":" + "9".repeat(10_000) + "}");
        for (var document : documents) {
            var answer =
                    client.post("/api/v1/contracts").key(KEY).bearer(admin).json(document).send();
            assertThat(answer.status())
                    .as(document.substring(0, Math.min(40, document.length())))
                    .isBetween(400, 422);
        }
    }

    /// Other parameters of the path are the name of a contract that is there.
    private static String path(String template, String place, String name, String nasty) {
        return switch (place) {
            case "path" ->
                    template.replace("{" + name + "}", nasty).replaceAll("\\{[^}]+}", "telco");
            case "query" -> template.replaceAll("\\{[^}]+}", "telco") + "?" + name + "=" + nasty;
            default -> template.replaceAll("\\{[^}]+}", "telco");
        };
    }
}
