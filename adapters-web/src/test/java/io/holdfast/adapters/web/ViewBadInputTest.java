package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.scoring.Prediction;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes in wrong over the views' own paths.
class ViewBadInputTest {

    private static final String CHURN = "/api/v1/predict/churn";
    private static final String RETURN_RISK = "/api/v1/predict/return-risk";
    private static final String BATCH = "/api/v1/predict/batch";
    private static final String SUBSCRIBER = "/api/v1/predict";
    private static final String ROW = "{\"recency\":1,\"monetary\":2}";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer post(String path, String json) {
        return server.client.post(path).key(TestServer.CLIENT_KEY).json(json).send();
    }

    private static String batch(String type, List<String> rows) {
        return "{\"predictions\":[%s],\"prediction_type\":\"%s\"}"
                .formatted(String.join(",", rows), type);
    }

    private static String product(String name) {
        return "{\"product_name\":%s,\"category\":\"Bikes\",\"list_price\":900}".formatted(name);
    }

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }

    private void nothing_happened() {
        assertThat(server.log.predictions()).isEmpty();
    }

    @Test
    void names_all_faults_of_a_customer_at_once() {
        var answer = post(CHURN, "{\"recency\":-1,\"monetary\":\"much\",\"other\":1}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("#/recency", "#/monetary", "#/other");
        nothing_happened();
    }

    @Test
    void takes_a_batch_of_1000_and_refuses_one_more_or_none() {
        var rows = Collections.nCopies(1_000, ROW);
        assertThat(post(BATCH, batch("churn", rows)).status()).isEqualTo(200);
        assertThat(server.log.predictions()).hasSize(1_000);
        for (var wrong : List.of(Collections.nCopies(1_001, ROW), List.<String>of())) {
            var answer = post(BATCH, batch("churn", wrong));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("code").asString()).isEqualTo("wrong_batch_size");
        }
        var many = post(BATCH, batch("churn", Collections.nCopies(200_000, "{}")));
        assertThat(many.status()).isEqualTo(400);
        assertThat(server.log.predictions()).hasSize(1_000);
    }

    @Test
    void scores_the_good_half_of_a_batch_and_names_the_faults_of_the_other() {
        var rows =
                IntStream.range(0, 100)
                        .mapToObj(i ->
                                i % 2 == 0
                                        ? "{\"customer_id\":\"c%d\",\"recency\":%d,\"monetary\":2}"
                                                .formatted(i, i)
                                        : "{\"recency\":-1}")
                        .toList();
        var answer = post(BATCH, batch("churn", rows)).json();
        assertThat(answer.path("total_processed").asInt()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            var result = answer.path("results").path(i);
            if (i % 2 == 0) {
                assertThat(result.path("customer_id").asString()).isEqualTo("c" + i);
            } else {
                assertThat(result.path("index").asInt()).isEqualTo(i);
                assertThat(result.path("error").asString()).isEqualTo("2 faults in the input");
                assertThat(result.path("errors").findValuesAsString("pointer"))
                        .containsExactlyInAnyOrder(
                                "#/predictions/%d/recency".formatted(i),
                                "#/predictions/%d/monetary".formatted(i));
            }
        }
        assertThat(server.log.predictions().stream().map(Prediction::entity))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "c" + 2 * i).toList());
    }

    @Test
    void answers_rows_that_are_no_objects_or_have_too_many_members_in_their_places() {
        var wide =
                IntStream.range(0, 2_001)
                        .mapToObj(i -> "\"f%d\":1".formatted(i))
                        .collect(Collectors.joining(",", "{", "}"));
        var rows = List.of("7", "[{}]", "null", ROW, wide, "\"text\"");
        var results = post(BATCH, batch("churn", rows)).json().path("results");
        for (int bad : new int[] {0, 1, 2, 4, 5}) {
            assertThat(results.path(bad).path("errors").findValuesAsString("pointer"))
                    .containsExactly("#/predictions/" + bad);
        }
        assertThat(results.path(3).has("churn_probability")).isTrue();
        assertThat(server.log.predictions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Churn", "return-risk", "", "telco"})
    void refuses_another_type_of_prediction(String type) {
        var answer = post(BATCH, batch(type, List.of(ROW)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#/prediction_type");
        nothing_happened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "7", "\"[]\""})
    void names_all_faults_of_a_batch_at_once(String predictions) {
        var answer =
                post(
                        BATCH,
                        "{\"predictions\":%s,\"prediction_type\":7,\"x\":1}"
                                .formatted(predictions));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("#/predictions", "#/prediction_type", "#/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"predictions\":[{\"recency\":1}",
                "{\"predictions\":[{\"recency\":1,\"recency\":1}]}",
                "{\"predictions\":[],\"predictions\":[]}",
                "{\"predictions\":[,]}",
                "{\"predictions\":[]} []",
            })
    void answers_400_to_a_batch_that_is_not_strict_json(String text) {
        assertThat(post(BATCH, text).status()).isEqualTo(400);
        nothing_happened();
    }

    @Test
    void takes_a_product_name_of_200_characters_and_refuses_one_more() {
        var longest = "\ud83d\udeb2".repeat(200);
        var answer = post(RETURN_RISK, product("\"" + longest + "\""));
        assertThat(answer.json().path("product_name").asString()).isEqualTo(longest);
        var refused = post(RETURN_RISK, product("\"" + "x".repeat(201) + "\""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly("#/product_name");
        assertThat(refused.json().path("detail").asString()).isEqualTo("1 fault in the input");
        assertThat(refused.text()).contains("at most 200 characters");
        assertThat(server.log.predictions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "true", "\"a\\u0000b\"", "\"a\\nb\""})
    void refuses_a_product_name_beside_all_other_faults(String name) {
        var answer =
                post(
                        RETURN_RISK,
                        "{\"product_name\":%s,\"category\":\"Cars\",\"list_price\":-1}"
                                .formatted(name));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("#/product_name", "#/category", "#/list_price");
        nothing_happened();
    }

    @Test
    void says_what_is_wrong_with_a_product_name_in_a_batch_too() {
        var rows = List.of(product("\"Road\""), product("7"), product("null"));
        var results = post(BATCH, batch("return_risk", rows)).json().path("results");
        assertThat(results.path(0).path("product_name").asString()).isEqualTo("Road");
        assertThat(results.path(1).path("errors").path(0).path("detail").asString())
                .contains("at most 200 characters");
        assertThat(results.path(2).has("product_name")).isFalse();
        assertThat(results.path(2).has("risk_probability")).isTrue();
    }

    @Test
    void refuses_total_charges_below_what_the_months_must_have_cost() {
        var subscriber = "{\"tenure_months\":10,\"monthly_charges\":100,\"total_charges\":%s}";
        var answer = post(SUBSCRIBER, subscriber.formatted("699.99"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#/total_charges");
        nothing_happened();
        assertThat(post(SUBSCRIBER, subscriber.formatted("700")).status()).isEqualTo(200);
    }

    @Test
    void answers_503_to_a_batch_while_the_log_is_full() {
        server.log.overload(true);
        var refused = post(BATCH, batch("churn", List.of(ROW)));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void takes_no_table() {
        var call = server.client.post(CHURN).key(TestServer.CLIENT_KEY);
        assertThat(call.file("file", "t.csv", "a,b".getBytes(UTF_8)).send().status())
                .isEqualTo(415);
    }
}
