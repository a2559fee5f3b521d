package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ContractClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class EventRoutesTest {

    private static final String RECORD = "/api/v1/events";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String event(String id, String timestamp) {
        return ("{\"event_id\":\"%s\",\"user_id\":\"a/b\",\"event_type\":\"login\","
                        + "\"timestamp\":\"%s\"}")
                .formatted(id, timestamp);
    }

    private ContractClient.Call post() {
        return server.client.post(RECORD).key(TestServer.CLIENT_KEY);
    }

    private JsonNode list(String query) {
        return server.client
                .call("GET", "/api/customers/a%2Fb/events" + query)
                .key(TestServer.CLIENT_KEY)
                .send()
                .json();
    }

    @Test
    void counts_what_came_before() {
        var body = "[%1$s,%1$s]".formatted(event("e1", "2026-01-01T00:00:00Z"));

        assertThat(post().json(body).send().json().toString())
                .isEqualTo("{\"accepted\":1,\"duplicates\":1}");
        assertThat(post().json(body).send().json().toString())
                .isEqualTo("{\"accepted\":0,\"duplicates\":2}");
    }

    @Test
    void lists_page_by_page_in_utc() {
        var lines =
                event("e1", "2025-12-31T23:00:00Z")
                        + "\n"
                        + event("e2", "2026-01-01T01:00:00+01:00")
                        + "\n"
                        + event("e3", "2026-01-01T00:00:00Z");
        post().body("application/x-ndjson", lines.getBytes(UTF_8)).send();

        var seen = new ArrayList<String>();
        var page = list("?limit=2");
        page.path("events").forEach(event -> seen.add(event.path("event_id").asString()));
        list("?limit=2&cursor=" + page.path("next_cursor").asString())
                .path("events")
                .forEach(event -> seen.add(event.path("timestamp").asString()));

        assertThat(seen).isEqualTo(List.of("e2", "e3", "2025-12-31T23:00:00Z"));
    }

    @Test
    void names_every_fault_with_the_events_place() {
        var body =
                "["
                        + event("", "2026-01-02T03:05:06Z")
                        + ",7,{\"user_id\":5,\"event_type\":\"x\",\"timestamp\":\"now\",\"more\":1,"
                        + "\"metadata\":{\"a\":[1e999]}}]";

        var answer = post().json(body).send();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder(
                        "#/0/event_id",
                        "#/0/timestamp",
                        "#/1",
                        "#/2/more",
                        "#/2/user_id",
                        "#/2/metadata",
                        "#/2/event_type",
                        "#/2/timestamp");
        assertThat(list("").path("status").asInt()).isEqualTo(404);
    }

    @Test
    void names_a_fault_once() {
        var answer =
                post().json(
                                "{\"user_id\":\"\",\"event_type\":7,\"timestamp\":"
                                        + "\"2026-01-01T00:00:00Z\"}")
                        .send();

        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("#/user_id", "#/event_type");
        assertThat(answer.json().path("errors").findValuesAsString("detail"))
                .containsExactlyInAnyOrder("must not be empty", "must be a text");
    }

    @Test
    void refuses_one_more_than_a_thousand_and_broken_lines() {
        var many = Collections.nCopies(1_001, event("e1", "2026-01-01T00:00:00Z"));

        assertThat(post().json(many.toString()).send().status()).isEqualTo(400);
        assertThat(post().json(many.subList(0, 1_000).toString()).send().status()).isEqualTo(202);
        assertThat(post().body("application/x-ndjson", "{}\n{".getBytes(UTF_8)).send().status())
                .isEqualTo(400);
    }

    @Test
    void refuses_texts_that_cannot_be_stored() {
        for (var bad : List.of("\\u0000", "\\ud800")) {
            var body =
                    "{\"user_id\":\"c1\",\"event_type\":\"login\",\"timestamp\":"
                            + "\"2026-01-01T00:00:00Z\",\"metadata\":{\"a\":\""
                            + bad
                            + "\"}}";

            var answer = post().json(body).send();

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                    .containsExactly("#/metadata");
        }
    }
}
