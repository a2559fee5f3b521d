package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How each view tells a score, and whom it tells.
class ViewAnswerTest {

    private static final String CHURN = "/api/v1/predict/churn";
    private static final String RFM = "{\"customer_id\":17,\"recency\":90,\"monetary\":5}";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode post(String path, String json) {
        return server.client
                .post(path)
                .key(TestServer.CLIENT_KEY)
                .header("X-Request-ID", "r-1")
                .json(json)
                .send()
                .json();
    }

    @Test
    void tells_retail_the_churn_of_a_customer() {
        var answer = post(CHURN, RFM);
        assertThat(answer.path("customer_id").asString()).isEqualTo("17");
        // 1 / (1 + exp(-2.5)) = 0.92414...
        assertThat(answer.path("churn_probability").asDouble()).isEqualTo(0.9241);
        assertThat(answer.path("risk_level").asString()).isEqualTo("High");
        assertThat(answer.path("recommendation").asString()).isEqualTo("Win back after 90 days.");
        assertThat(answer.path("timestamp").asString()).isEqualTo(TestServer.START.toString());
        assertThat(answer.path("model_used").asString()).isEqualTo("rfm v1 (logistic regression)");
        assertThat(server.log.predictions()).hasSize(1);
    }

    @Test
    void tells_the_predictions_id_where_none_was_sent() {
        var answer = post(CHURN, "{\"recency\":0,\"monetary\":5}");
        assertThat(answer.path("customer_id").asString())
                .isEqualTo(server.log.predictions().getFirst().id().toString());
    }

    @Test
    void tells_retail_the_return_risk_with_the_name_that_was_sent() {
        var product = "\"product_id\":\"p1\",\"category\":\"Bikes\",\"list_price\":3000";
        var named =
                post("/api/v1/predict/return-risk", "{\"product_name\":\"Road\"," + product + "}");
        assertThat(named.path("product_id").asString()).isEqualTo("p1");
        assertThat(named.path("product_name").asString()).isEqualTo("Road");
        assertThat(named.path("risk_level").asString()).isEqualTo("High");
        assertThat(named.path("recommendation").asString()).isEqualTo("Inspect.");
        var unnamed = post("/api/v1/predict/return-risk", "{" + product + "}");
        assertThat(unnamed.has("product_name")).isFalse();
        assertThat(unnamed.path("risk_probability")).isEqualTo(named.path("risk_probability"));
    }

    @Test
    void tells_a_pipeline_its_confidence_and_two_pieces_of_advice() {
        var answer =
                post(
                        "/api/v1/predict",
                        "{\"customer_id\":\"s1\",\"tenure_months\":20,\"monthly_charges\":1,"
                                + "\"total_charges\":20}");
        double probability = answer.path("churn_probability").asDouble();
        assertThat(probability).isCloseTo(1 / (1 + Math.exp(2)), offset(1e-12));
        assertThat(answer.path("confidence_score").asDouble()).isEqualTo(1 - probability);
        assertThat(answer.path("churn_risk_category").asString()).isEqualTo("Low");
        assertThat(answer.path("model_version").asString()).isEqualTo("v1");
        assertThat(answer.path("model_accuracy").asDouble()).isEqualTo(0.805);
        assertThat(answer.path("recommended_action").asString()).isEqualTo("Call the customer.");
        assertThat(answer.path("retention_strategy").asString()).isEqualTo("Offer a discount.");
        assertThat(answer.path("request_id").asString()).isEqualTo("r-1");
        assertThat(answer.path("processing_time_ms").asDouble()).isZero();
    }

    @Test
    void tells_a_shop_all_that_is_advised() {
        var path = "/api/churn/predict";
        var troubled = post(path, "{\"days_since_last_order\":40,\"support_tickets\":4}");
        assertThat(troubled.path("recommendations").values().stream().map(JsonNode::asString))
                .containsExactly("Send a message.", "Assign a manager.");
        assertThat(troubled.path("risk_level").asString()).isEqualTo("high");
        assertThat(troubled.path("confidence")).isEqualTo(troubled.path("churn_probability"));
        var content = post(path, "{\"days_since_last_order\":1,\"support_tickets\":0}");
        assertThat(content.path("recommendations").values()).isEmpty();
    }

    @Test
    void lists_the_models_by_name() {
        var answer =
                server.client.get("/api/v1/models/status").bearer(server.agentToken).send().json();
        assertThat(answer.findValuesAsString("model_name"))
                .containsExactly("ecommerce", "return-risk", "rfm", "subscription", "telco");
        assertThat(answer.path(2).path("features_count").asInt()).isEqualTo(2);
        assertThat(answer.path(2).path("last_trained").asString())
                .isEqualTo(TestServer.START.toString());
    }

    @Test
    void explains_to_an_admin_what_predict_explains() {
        var json = "{\"id\":\"c1\",\"charge\":70,\"plan\":\"basic\",\"paperless\":true}";
        var explained = server.asAdmin("POST", "/predict/explainability").json(json).send();
        assertThat(explained.json())
                .isEqualTo(server.asAdmin("POST", "/predict").json(json).send().json());
    }

    @Test
    void counts_each_prediction_and_each_faulty_row() {
        post(CHURN, RFM);
        post(
                "/api/v1/predict/batch",
                "{\"prediction_type\":\"churn\",\"predictions\":[%s,%s,{}]}".formatted(RFM, RFM));
        var text = server.client.get("/metrics").key(TestServer.CLIENT_KEY).send().text();
        assertThat(text)
                .contains(
                        "prediction_count{contract=\"rfm\",stage=\"Production\",version=\"v1\"} 3.0",
                        "prediction_errors{reason=\"invalid\"} 1.0",
                        "prediction_latency_count{contract=\"rfm\"} 2");
    }

    @Test
    void lets_a_key_or_a_token_in_and_says_so_to_others() {
        var path = "/api/v1/models/status";
        assertThat(server.client.get(path).key(TestServer.ADMIN_KEY).send().status())
                .isEqualTo(200);
        var cookie = "access_token=" + server.agentToken;
        assertThat(server.client.get(path).header("Cookie", cookie).send().status()).isEqualTo(200);
        var nobody = server.client.get(path).send();
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("WWW-Authenticate")).contains("ApiKey ", "Bearer ");
        assertThat(server.client.get(path).bearer("nonsense").send().status()).isEqualTo(401);
        for (var key : List.of("unknown", TestServer.EXPIRED_KEY)) {
            var call = server.client.get(path).key(key).bearer(server.agentToken);
            assertThat(call.send().status()).isEqualTo(403);
        }
        var stale = server.client.get(path).key(TestServer.CLIENT_KEY).bearer("nonsense");
        assertThat(stale.send().status()).isEqualTo(200);
    }

    @Test
    void ends_a_token_that_was_enough_with_the_approval() {
        server.asAdmin("POST", "/users/approve")
                .json("{\"username\":\"agent.one\",\"approve\":false}")
                .send();
        var call = server.client.post(CHURN).bearer(server.agentToken).json(RFM);
        assertThat(call.send().status()).isEqualTo(401);
        assertThat(server.log.predictions()).isEmpty();
    }
}
