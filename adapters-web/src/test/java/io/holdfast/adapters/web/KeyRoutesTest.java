package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.kernel.Network;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Giving keys to clients, listing them, and taking them away.
class KeyRoutesTest {

    /// Those that the test server begins with.
    private static final int GIVEN_KEYS = 5;

    private static final String KEYS = "/api/v1/keys";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void gives_a_key_that_opens_what_was_asked_for_and_is_shown_once() {
        var answer =
                issue(
                        """
                        {"client":"blog","scopes":["metrics","predict","predict"],"tier":"premium",
                         "networks":["127.0.0.0/8","2001:db8::1"],
                         "expires_at":"2026-02-01T00:00:00+01:00"}
                        """);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var json = answer.json();
        assertThat(answer.header("Location")).isEqualTo(KEYS + "/" + json.path("id").asString());
        assertThat(json.path("scopes").toString()).isEqualTo("[\"predict\",\"metrics\"]");
        assertThat(json.path("networks").values())
                .extracting(network -> network.asString())
                .containsExactlyElementsOf(
                        kept("blog").networks().stream().map(Network::toString).toList())
                .hasSize(2);
        assertThat(json.path("expires_at").asString()).isEqualTo("2026-01-31T23:00:00Z");
        var text = json.path("key").asString();
        assertThat(text).matches("hf_live_[0-9A-Za-z]{38}");
        assertThat(status("/metrics", text)).isEqualTo(200);
        assertThat(status(KEYS, text)).isEqualTo(403);
        assertThat(list("").text()).doesNotContain(text, kept("blog").sha256());
        server.now.set(Instant.parse("2026-01-31T23:00:00Z"));
        assertThat(status("/metrics", text)).isEqualTo(403);
    }

    @Test
    void takes_the_standard_for_what_is_left_out() {
        var json = issue("{\"client\":\"blog\",\"scopes\":[\"predict\"],\"tier\":null}").json();

        assertThat(json.path("tier").asString()).isEqualTo("basic");
        assertThat(json.path("networks").size()).isZero();
        assertThat(json.has("expires_at")).isFalse();
        assertThat(kept("blog").expiresAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void lets_an_admin_give_out_the_scope_of_admins() {
        var text =
                issue("{\"client\":\"blog\",\"scopes\":[\"admin\"]}").json().path("key").asString();

        assertThat(status(KEYS, text)).isEqualTo(200);
    }

    @Test
    void binds_a_key_to_its_networks() {
        var text =
                issue(
                                "{\"client\":\"blog\",\"scopes\":[\"metrics\"],"
                                        + "\"networks\":[\"192.0.2.0/24\"]}")
                        .json()
                        .path("key")
                        .asString();

        assertThat(status("/metrics", text)).isEqualTo(403);
    }

    @Test
    void tells_when_a_key_was_used_last() {
        server.now.set(TestServer.START.plusSeconds(7));
        status("/metrics", TestServer.CLIENT_KEY);

        var shop =
                list("").json().path("keys").values().stream()
                        .filter(key -> key.path("client").asString().equals("shop"))
                        .findFirst()
                        .orElseThrow();
        assertThat(shop.path("last_used_at").asString()).isEqualTo("2026-01-02T03:04:12Z");
        var former = list("").json().path("keys").get(0);
        assertThat(former.path("client").asString()).isEqualTo("former");
        assertThat(former.has("last_used_at")).isFalse();
    }

    @Test
    void pages_through_the_keys() {
        assertThat(list("?limit=1&offset=1").json().path("total_keys").asInt())
                .isEqualTo(GIVEN_KEYS);
        assertThat(list("?limit=1&offset=1").json().path("keys").size()).isEqualTo(1);
        assertThat(list("?limit=1&offset=2").json().path("keys").get(0).path("client").asString())
                .isEqualTo("operator");
        assertThat(list("?limit=0&offset=-1&cursor=x").json().path("errors").size()).isEqualTo(3);
    }

    @Test
    void names_every_fault_of_a_wish_at_once() {
        var answer =
                issue(
                        """
                        {"client":" ","scopes":["root",7,"predict"],"tier":"gold",
                         "networks":["10.0.0.0/33","here",null],"expires_at":"tomorrow",
                         "id":"x","sha256":"x"}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "#/client",
                        "#/scopes/0",
                        "#/scopes/1",
                        "#/tier",
                        "#/networks/0",
                        "#/networks/1",
                        "#/networks/2",
                        "#/expires_at",
                        "#/id",
                        "#/sha256");
        assertThat(pointers(issue("{}"))).containsExactlyInAnyOrder("#/client", "#/scopes");
        assertThat(server.keys.list(10)).hasSize(GIVEN_KEYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scopes\":[]",
                "\"scopes\":\"predict\"",
                "\"scopes\":null",
                "\"scopes\":{\"predict\":true}",
                "\"scopes\":[[\"predict\"]]",
                "\"scopes\":[\"PREDICT\"]",
                "\"scopes\":[\"predict\"],\"networks\":\"10.0.0.0/8\"",
                "\"scopes\":[\"predict\"],\"networks\":[\"10.0.0.0/8 \"]",
                "\"scopes\":[\"predict\"],\"tier\":\"BASIC\"",
                "\"scopes\":[\"predict\"],\"expires_at\":\"2026-01-02T03:04:05Z\"",
                "\"scopes\":[\"predict\"],\"expires_at\":\"2036-01-01T03:04:05Z\"",
                "\"scopes\":[\"predict\"],\"expires_at\":\"2026-06-01\"",
                "\"scopes\":[\"predict\"],\"expires_at\":1780000000"
            })
    void gives_no_key_for(String members) {
        var answer = issue("{\"client\":\"blog\"," + members + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).hasSize(1);
        assertThat(server.keys.list(10)).hasSize(GIVEN_KEYS);
    }

    @Test
    void puts_a_limit_on_names_and_networks() {
        assertThat(issue(wish("b".repeat(100), 50)).status()).isEqualTo(201);
        assertThat(pointers(issue(wish("b".repeat(101), 51))))
                .containsExactlyInAnyOrder("#/client", "#/networks");
        assertThat(pointers(issue(wish("a\\u0000b", 0)))).containsExactly("#/client");
        assertThat(pointers(issue(wish("a\\nb", 0)))).containsExactly("#/client");
    }

    private static String wish(String client, int networks) {
        return "{\"client\":\"%s\",\"scopes\":[\"predict\"],\"networks\":[%s]}"
                .formatted(
                        client, String.join(",", Collections.nCopies(networks, "\"10.0.0.0/8\"")));
    }

    @Test
    void gives_no_third_key_and_none_in_the_name_of_the_configuration() {
        assertThat(issue(wish("blog", 0)).status()).isEqualTo(201);
        assertThat(issue(wish("blog", 0)).status()).isEqualTo(201);
        assertThat(issue(wish("blog", 0)).status()).isEqualTo(409);
        assertThat(issue(wish("environment", 0)).status()).isEqualTo(409);
        assertThat(issue(wish("environment-admin", 0)).status()).isEqualTo(409);
    }

    @Test
    void takes_a_key_away_at_once() {
        var made = issue("{\"client\":\"blog\",\"scopes\":[\"metrics\"]}").json();
        var text = made.path("key").asString();
        assertThat(status("/metrics", text)).isEqualTo(200);

        assertThat(revoke(made.path("id").asString())).isEqualTo(200);

        assertThat(status("/metrics", text)).isEqualTo(403);
        assertThat(revoke(made.path("id").asString())).isEqualTo(404);
    }

    @Test
    void leaves_a_key_of_the_configuration() {
        server.addKey("environment", "configured-key");

        assertThat(revoke(kept("environment").id().toString())).isEqualTo(409);
        assertThat(status("/metrics", "configured-key")).isEqualTo(200);
    }

    private int revoke(String id) {
        return server.asAdmin("DELETE", KEYS + "/" + id).send().status();
    }

    private int status(String path, String key) {
        return server.client.get(path).key(key).send().status();
    }

    private ApiKey kept(String client) {
        return server.keys.list(10).stream()
                .filter(key -> key.client().equals(client))
                .findFirst()
                .orElseThrow();
    }

    private Answer list(String query) {
        return server.asAdmin("GET", KEYS + query).send();
    }

    private Answer issue(String json) {
        return server.asAdmin("POST", KEYS).json(json).send();
    }

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }
}
