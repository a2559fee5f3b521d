package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.scoring.SampleFacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Shop view's customers and predictions.
class ShopCustomersTest {

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private static List<String> ids(Answer answer, String list) {
        return answer.json().path(list).findValuesAsString("customer_id");
    }

    private static List<String> pointers(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().path("errors").findValuesAsString("pointer");
    }

    @Test
    void shows_features_and_what_they_mean() {
        server.storedScores.scores.add(
                List.of(
                        SampleFacts.fact(
                                FactKind.CUSTOMERS,
                                "customer_id",
                                "a/b",
                                "first_name",
                                "Ada",
                                "email",
                                "ada@example.com")));
        server.storedScores.score(Map.of("a/b", 90));

        var answer = get("/api/customers/a%2Fb");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text())
                .isEqualTo(
                        "{\"customer_id\":\"a/b\",\"name\":\"Ada\",\"email\":\"ada@example.com\","
                                + "\"days_since_last_order\":90.0,\"support_tickets\":4.0,"
                                + "\"as_of\":\"2026-01-02T03:04:05Z\","
                                + "\"churn_probability\":0.9,\"risk_level\":\"high\","
                                + "\"recommendations\":[\"Send a message.\",\"Assign a manager.\"],"
                                + "\"model_version\":\"v1\"}");
        assertThat(get("/api/customers").json().path("customers").get(0)).isEqualTo(answer.json());
    }

    @Test
    void says_of_a_customer_without_a_score_that_there_is_none() {
        server.storedScores.scores.add(List.of(SampleFacts.stranger("new")));

        var answer = get("/api/customers/new");

        assertThat(answer.text())
                .isEqualTo(
                        "{\"customer_id\":\"new\",\"name\":null,\"email\":null,\"as_of\":null,"
                                + "\"churn_probability\":null,\"risk_level\":null,"
                                + "\"recommendations\":[],\"model_version\":null}");
        var list = get("/api/customers").json();
        assertThat(list.path("customers").get(0)).isEqualTo(answer.json());
        assertThat(list.path("total").asInt()).isEqualTo(1);
        assertThat(get("/api/customers?risk_level=low").json().path("total").asInt()).isZero();
        assertThat(get("/api/customers/nobody").status()).isEqualTo(404);
        assertThat(get("/api/customers/nobody").json().path("detail").asString())
                .isEqualTo("no customer \"nobody\" is stored");
    }

    @Test
    void pages_by_offset_and_by_cursor() {
        var scored = new HashMap<String, Integer>();
        for (int i = 0; i < 7; i++) {
            scored.put("客".repeat(99) + i, i < 4 ? 70 : 10 * i);
        }
        server.storedScores.score(scored);
        var all = ids(get("/api/customers"), "customers");
        assertThat(all).hasSize(7);

        assertThat(ids(get("/api/customers?limit=3&offset=2"), "customers"))
                .isEqualTo(all.subList(2, 5));
        var first = get("/api/customers?limit=3");
        var cursor = first.json().path("next_cursor").asString();
        var second = get("/api/customers?limit=3&cursor=" + cursor);
        assertThat(ids(second, "customers")).isEqualTo(all.subList(3, 6));
        var third = get("/api/customers?cursor=" + second.json().path("next_cursor").asString());
        assertThat(ids(third, "customers")).isEqualTo(all.subList(6, 7));
        assertThat(third.json().has("next_cursor")).isFalse();
        assertThat(third.json().path("total").asInt()).isEqualTo(7);
    }

    @Test
    void pages_on_to_those_without_a_score() {
        server.storedScores.score(Map.of("a", 10, "z", 90));
        server.storedScores.scores.add(
                List.of(
                        SampleFacts.stranger("m"),
                        SampleFacts.stranger("c"),
                        SampleFacts.stranger("x")));

        var found = new ArrayList<String>();
        var page = get("/api/customers?limit=1");
        while (page.json().has("next_cursor")) {
            assertThat(page.json().path("total").asInt()).isEqualTo(5);
            found.addAll(ids(page, "customers"));
            page =
                    get(
                            "/api/customers?limit=1&cursor="
                                    + page.json().path("next_cursor").asString());
        }

        assertThat(found).containsExactly("z", "a", "c", "m", "x");
        assertThat(ids(get("/api/customers?limit=2&offset=1"), "customers"))
                .containsExactly("a", "c");
    }

    @Test
    void filters_by_level() {
        server.storedScores.score(Map.of("a", 90, "b", 50, "c", 10, "d", 70));

        var high = get("/api/customers?risk_level=high");

        assertThat(ids(high, "customers")).containsExactly("a", "d");
        assertThat(high.json().path("total").asInt()).isEqualTo(2);
        assertThat(ids(get("/api/customers?risk_level=critical"), "customers")).isEmpty();
    }

    @Test
    void names_every_fault_of_a_list() {
        var cursor = "YWZ0ZXI6Zm9v";

        assertThat(
                        pointers(
                                get(
                                        "/api/customers?limit=0&offset=-1&risk_level=High&cursor="
                                                + cursor
                                                + "&sort=name&limit=5")))
                .containsExactlyInAnyOrder(
                        "#/query/limit",
                        "#/query/limit",
                        "#/query/offset",
                        "#/query/offset",
                        "#/query/risk_level",
                        "#/query/cursor",
                        "#/query/sort");
        assertThat(pointers(get("/api/customers?limit=1001&offset=100001")))
                .containsExactlyInAnyOrder("#/query/limit", "#/query/offset");
        assertThat(pointers(get("/api/customers/" + "a".repeat(201)))).containsExactly("#/path/id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "after:3fe0000000000000",
                "after:7ff8000000000000a",
                "after:bff0000000000000a",
                "after:zzzzzzzzzzzzzzzza",
                "after:3fe0000000000000a\0b",
                "before:7"
            })
    void takes_its_own_cursors_only(String content) {
        var cursor =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(content.getBytes(StandardCharsets.UTF_8));

        assertThat(pointers(get("/api/customers?cursor=" + cursor)))
                .containsExactly("#/query/cursor");
    }

    @Test
    void tells_predictions_of_clients_and_of_the_base() {
        server.storedScores.score(Map.of("a", 90, "b", 50));
        server.now.set(TestServer.START.plusSeconds(60));
        server.client
                .post("/api/churn/predict")
                .key(TestServer.CLIENT_KEY)
                .json("{\"customer_id\":\"a\",\"days_since_last_order\":0,\"support_tickets\":0}")
                .send();

        var all = get("/api/churn/predictions");

        assertThat(ids(all, "predictions")).containsExactly("a", "a", "b");
        assertThat(all.json().path("predictions").findValuesAsString("origin"))
                .containsExactly("answered", "base", "base");
        assertThat(all.json().path("count").asInt()).isEqualTo(3);
        assertThat(ids(get("/api/churn/predictions?limit=2"), "predictions")).hasSize(2);
        assertThat(ids(get("/api/churn/predictions?risk_level=high"), "predictions"))
                .containsExactly("a");
        assertThat(ids(get("/api/churn/predictions?date_to=2026-01-02"), "predictions")).isEmpty();
        assertThat(ids(get("/api/churn/predictions?date_from=2026-01-02T03:04:06Z"), "predictions"))
                .containsExactly("a");
    }

    @Test
    void pages_through_predictions() {
        var scored = new HashMap<String, Integer>();
        for (int i = 0; i < 5; i++) {
            scored.put("客".repeat(199) + i, i < 3 ? 70 : 10 * i);
        }
        server.storedScores.score(scored);
        for (int i = 0; i < 2; i++) {
            server.client
                    .post("/api/churn/predict")
                    .key(TestServer.CLIENT_KEY)
                    .json(
                            "{\"customer_id\":\"q%d\",\"days_since_last_order\":70,\"support_tickets\":4}"
                                    .formatted(i))
                    .send();
        }
        var all = ids(get("/api/churn/predictions"), "predictions");
        assertThat(all).hasSize(7);

        var found = new ArrayList<String>();
        var page = get("/api/churn/predictions?limit=1");
        while (page.json().has("next_cursor")) {
            found.addAll(ids(page, "predictions"));
            page =
                    get(
                            "/api/churn/predictions?limit=1&cursor="
                                    + page.json().path("next_cursor").asString());
        }

        assertThat(found).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "after:2026-01-01T00:00:00Z 3fe0000000000000 BASE ",
                "after:2026-01-01T00:00:00Z 3fe0000000000000 BASE a\0b",
                "after:2026-01-01T00:00:00Z 3fe0000000000000 OTHER a",
                "after:2026-01-01T00:00:00Z 3fe0000000000000 ANSWERED a",
                "after:2026-01-01T00:00:00Z 7ff8000000000000 BASE a",
                "after:2026-01-01T00:00:00Z bff0000000000000 BASE a",
                "after:2026-02-30T00:00:00Z 3fe0000000000000 BASE a",
                "after:1969-12-31T23:59:59Z 3fe0000000000000 BASE a",
                "after:+999999999-12-31T23:59:59Z 3fe0000000000000 BASE a",
                "after:3fe0000000000000a"
            })
    void takes_cursors_of_predictions_only(String content) {
        var cursor =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(content.getBytes(StandardCharsets.UTF_8));

        assertThat(pointers(get("/api/churn/predictions?cursor=" + cursor)))
                .containsExactly("#/query/cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "date_from=yesterday&date_to=never, #/query/date_from;#/query/date_to",
        "date_from=2026-01-02&date_to=2026-01-01, #/query/date_to",
        "limit=0&risk_level=none, #/query/limit;#/query/risk_level",
        "offset=0, #/query/offset",
        "date_from=2026-01-01&date_from=2026-01-02, #/query/date_from"
    })
    void names_every_fault_of_a_question_for_predictions(String query, String expected) {
        assertThat(pointers(get("/api/churn/predictions?" + query)))
                .containsExactlyInAnyOrder(expected.split(";"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1/risk", "x' OR '1'='1", "Jürgen Ø 客户", "a b+c?d=e#f&g;h"})
    void finds_a_customer_by_whatever_id(String id) {
        server.storedScores.score(Map.of(id, 50));
        var encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(get("/api/customers/" + encoded).json().path("customer_id").asString())
                .isEqualTo(id);
    }
}
