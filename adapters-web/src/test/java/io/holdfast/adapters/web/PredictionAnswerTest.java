package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a prediction is answered with.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictionAnswerTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void says_each_prediction_and_its_reasons_in_figures_that_add_up() {
        var table = "id,charge,plan,paperless\nc1,70,basic,1\nc2,,\"gold, \"\"old\"\"\",0\n";
        var answer =
                server.asAdmin("POST", "/predict")
                        .file("file", "t.csv", table.getBytes(UTF_8))
                        .send()
                        .json();
        var results = answer.path("results");
        var raw = answer.path("shap_values").path("raw");
        assertThat(results.path(0).path("id").asString()).isEqualTo("c1");
        assertThat(results.path(1).path("plan").asString()).isEqualTo("gold, \"old\"");
        for (int row = 0; row < results.size(); row++) {
            double total = raw.path("base_values").path(row).asDouble();
            for (var value : raw.path("values").path(row)) {
                total += value.asDouble();
            }
            double probability = results.path(row).path("probability").asDouble();
            assertThat(Math.log(probability / (1 - probability))).isCloseTo(total, offset(1e-9));
            assertThat(results.path(row).path("prediction").asInt())
                    .isEqualTo(probability >= 0.5 ? 1 : 0);
        }
        assertThat(raw.path("columns").size()).isEqualTo(3);
        assertThat(
                        answer.path("shap_values")
                                .path("summary")
                                .path("max_abs_shap")
                                .path(0)
                                .asDouble())
                .isCloseTo(0.7, offset(1e-9));
    }

    @Test
    void leaves_out_an_id_that_the_caller_did_not_send() {
        var answer = server.asAdmin("POST", "/predict").json("{\"plan\":\"basic\"}").send().json();
        assertThat(answer.path("results").path(0).has("id")).isFalse();
    }
}
