package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The Open Inference Protocol, as a client of a model server uses it.
class InferenceTest {

    private static final String INFER = "/v2/models/rfm/infer";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shows_the_inputs_and_outputs_of_a_model() {
        var model = get("/v2/models/rfm").json();

        assertThat(model.path("name").asString()).isEqualTo("rfm");
        assertThat(strings(model.path("versions"), "")).containsExactly("1");
        assertThat(strings(model.path("inputs"), "name"))
                .containsExactly("customer_id", "recency", "monetary");
        assertThat(strings(model.path("outputs"), "name"))
                .containsExactly("probability", "prediction", "risk_level");
    }

    @Test
    void scores_rows_as_the_view_does() {
        var answer =
                infer(
                        INFER,
                        tensor("customer_id", "BYTES", "[\"c1\",\"c2\"]", 2),
                        tensor("recency", "INT64", "[90,3]", 2),
                        tensor("monetary", "FP64", "[[5],[7.5]]", 2));

        assertThat(answer.status()).isEqualTo(200);
        var view =
                server.client
                        .post("/api/v1/predict/churn")
                        .key(TestServer.CLIENT_KEY)
                        .json("{\"customer_id\":\"c1\",\"recency\":90,\"monetary\":5}")
                        .send();
        var probability = answer.json().path("outputs").get(0).path("data").get(0).asDouble();
        assertThat(view.json().path("churn_probability").asDouble())
                .isEqualTo(Math.round(probability * 10_000) / 10_000.0);
        assertThat(server.log.predictions())
                .extracting(prediction -> prediction.entity())
                .containsExactly("c1", "c2", "c1");
        assertThat(answer.json().path("parameters").path("prediction_ids").get(0).asString())
                .isEqualTo(server.log.predictions().getFirst().id().toString());
    }

    @Test
    void answers_only_the_outputs_that_were_asked_for() {
        var body =
                "{\"id\":\"x\",\"inputs\":[%s,%s],\"outputs\":[{\"name\":\"risk_level\"}]}"
                        .formatted(
                                tensor("recency", "INT64", "[90]", 1),
                                tensor("monetary", "FP64", "[5]", 1));

        var answer = post("/v2/models/rfm/versions/v1/infer", body);

        assertThat(answer.json().path("id").asString()).isEqualTo("x");
        assertThat(strings(answer.json().path("outputs"), "name")).containsExactly("risk_level");
    }

    @Test
    void names_every_fault_of_the_tensors_at_once() {
        var answer =
                infer(
                        INFER,
                        tensor("recency", "INT64", "[90,3]", 2),
                        tensor("recency", "INT64", "[90,3]", 2),
                        tensor("colour", "BYTES", "[\"red\"]", 1));
        assertThat(pointers(answer))
                .containsExactly("#/inputs/1/name", "#/inputs/2/name", "#/inputs/2/data");

        answer =
                infer(
                        INFER,
                        tensor("recency", "TEXT", "[90,3]", 3),
                        tensor("monetary", "FP64", "7", 1));
        assertThat(pointers(answer))
                .containsExactly("#/inputs/0/datatype", "#/inputs/0/shape", "#/inputs/1/data");
        nothing_happened();
    }

    @Test
    void names_every_bad_row_and_scores_none() {
        var answer =
                infer(
                        INFER,
                        tensor("recency", "INT64", "[90,-1,null]", 3),
                        tensor("monetary", "FP64", "[5,\"much\",{}]", 3));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "#/rows/2/recency",
                        "#/rows/2/monetary",
                        "#/rows/3/recency",
                        "#/rows/3/monetary");
        nothing_happened();
    }

    @Test
    void refuses_what_is_no_request() {
        assertThat(pointers(post(INFER, "{}"))).containsExactly("#/inputs");
        assertThat(pointers(post(INFER, "{\"inputs\":[],\"id\":7,\"outputs\":[{}]}")))
                .containsExactly("#/inputs", "#/outputs/0/name", "#/id");
        assertThat(post(INFER, "{\"inputs\":[],\"inputs\":[]}").status()).isEqualTo(400);
        assertThat(post(INFER, "[]").status()).isEqualTo(422);
        assertThat(pointers(infer(INFER, Collections.nCopies(5, "{}").toArray(String[]::new))))
                .containsExactly("#/inputs");
        nothing_happened();
    }

    @Test
    void takes_a_thousand_rows_and_not_one_more() {
        assertThat(post(INFER, rows(1_000)).status()).isEqualTo(200);
        assertThat(server.log.predictions()).hasSize(1_000);
        assertThat(pointers(post(INFER, rows(1_001))))
                .containsExactly("#/inputs/0/data", "#/inputs/1/data");
    }

    @Test
    void knows_no_other_model_or_version() {
        assertThat(get("/v2/models/unheard-of").status()).isEqualTo(404);
        assertThat(get("/v2/models/rfm/versions/2").status()).isEqualTo(404);
        assertThat(get("/v2/models/rfm/versions/latest").status()).isEqualTo(404);
    }

    private static String rows(int count) {
        var values = String.join(",", Collections.nCopies(count, "1"));
        return "{\"inputs\":[%s,%s]}"
                .formatted(
                        tensor("recency", "INT64", "[" + values + "]", count),
                        tensor("monetary", "FP64", "[" + values + "]", count));
    }

    private static String tensor(String name, String datatype, String data, int size) {
        return "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[%d],\"data\":%s}"
                .formatted(name, datatype, size, data);
    }

    private Answer infer(String path, String... tensors) {
        return post(path, "{\"inputs\":[" + String.join(",", tensors) + "]}");
    }

    private Answer post(String path, String json) {
        return server.client.post(path).key(TestServer.CLIENT_KEY).json(json).send();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private static List<String> pointers(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return strings(answer.json().path("errors"), "pointer");
    }

    private static List<String> strings(JsonNode list, String member) {
        return list.values().stream()
                .map(node -> member.isEmpty() ? node.asString() : node.path(member).asString())
                .toList();
    }

    private void nothing_happened() {
        assertThat(server.log.predictions()).isEmpty();
    }
}
