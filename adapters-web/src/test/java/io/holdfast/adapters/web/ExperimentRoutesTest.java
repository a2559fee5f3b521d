package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.models.rollout.Experiment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Experiments, what became of those who were scored, and why they were scored so.
class ExperimentRoutesTest {

    private static final String PATH = "/api/v1/experiments";
    private static final String GOOD =
            "{\"contract\":\"telco\",\"name\":\"first\",\"models\":{\"v2\":0.5,\"v1\":0.5},"
                    + "\"target_metric\":\"outcome_rate\",\"duration_days\":28}";

    private final TestServer server = TestServer.start();

    @BeforeEach
    void train_another() {
        server.addVersion("telco");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer post(String path, String json) {
        return server.client.post(path).key(TestServer.ADMIN_KEY).json(json).send();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private Answer feedback(String table) {
        return server.asAdmin("POST", "/admin/feedback")
                .file("file", "feedback.csv", table.getBytes(UTF_8))
                .send();
    }

    /// Scores many by the telco contract.
    private void score(int entities) {
        var table = new StringBuilder("id,charge,plan,paperless\n");
        for (int i = 0; i < entities; i++) {
            table.append("c%d,70,basic,1\n".formatted(i));
        }
        var call = server.asAdmin("POST", "/predict");
        assertThat(call.file("file", "t.csv", table.toString().getBytes(UTF_8)).send().status())
                .isEqualTo(200);
    }

    @Test
    void runs_an_experiment_whose_shares_stay() {
        var started = post(PATH, GOOD);
        assertThat(started.status()).isEqualTo(201);
        var id = started.json().path("id").asString();
        assertThat(started.header("Location")).isEqualTo(PATH + "/" + id);
        assertThat(started.json().path("arms").findValuesAsString("version"))
                .containsExactly("v1", "v2");
        assertThat(started.json().path("ends_at").asString()).isEqualTo("2026-01-30T03:04:05Z");
        var steering = get("/api/v1/rollouts/telco").json().path("steering");
        assertThat(steering.path("experiment").asString()).isEqualTo(id);
        var changes =
                Map.of(
                        "/api/v1/ramps",
                        "{\"contract\":\"telco\",\"version\":\"v2\"}",
                        "/api/v1/switch-traffic",
                        "{\"contract\":\"telco\",\"models\":{\"v1\":1}}",
                        "/admin/set_canary_percentage",
                        "{\"percentage\":0.1}",
                        PATH,
                        GOOD);
        for (var change : changes.entrySet()) {
            var refused = post(change.getKey(), change.getValue());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("detail").asString()).contains("end it first");
        }
        assertThat(get(PATH + "?contract=telco").json().path("experiments").size()).isEqualTo(1);
        assertThat(get(PATH).json().path("experiments").size()).isZero();
    }

    @Test
    void names_no_winner_while_there_is_none_and_leaves_out_what_is_not_known() {
        var id = post(PATH, GOOD).json().path("id").asString();
        var result = get(PATH + "/" + id).json();
        assertThat(result.path("verdict").asString()).isEqualTo("undecided");
        assertThat(result.has("winner")).isFalse();
        assertThat(result.path("arms").path(0).path("mean").isNull()).isTrue();
        assertThat(result.path("arms").path(0).path("interval").isNull()).isTrue();
        assertThat(result.path("sample_ratio").path("as_dealt").asBoolean()).isTrue();
    }

    @Test
    void names_a_winner_once_the_difference_is_significant() {
        var id = post(PATH, GOOD).json().path("id").asString();
        server.models.refresh();
        server.now.set(TestServer.START.plus(Experiment.SETTLING));
        score(1_000);
        var outcomes = new StringBuilder("id,left\n");
        for (var prediction : server.log.predictions()) {
            int seventh = Math.floorMod(prediction.entity().hashCode(), 7);
            boolean left = prediction.modelVersion() == 1 ? seventh > 0 : seventh == 0;
            outcomes.append(prediction.entity()).append(left ? ",Yes\n" : ",No\n");
        }
        server.now.set(TestServer.START.plus(Duration.ofDays(1)));
        assertThat(feedback(outcomes.toString()).json().path("updated_records").asInt())
                .isEqualTo(1_000);
        var result = get(PATH + "/" + id).json();
        assertThat(result.path("verdict").asString()).isEqualTo("winner");
        assertThat(result.path("winner").asString()).isEqualTo("v2");
        var arm = result.path("arms").path(0);
        assertThat(arm.path("labelled").asInt()).isEqualTo(arm.path("entities").asInt());
        assertThat(arm.path("interval").path("low").asDouble())
                .isLessThan(arm.path("mean").asDouble());
    }

    @Test
    void ends_an_experiment_once_with_a_reason() {
        var id = post(PATH, GOOD).json().path("id").asString();
        var end = PATH + "/" + id + "/end";
        assertThat(post(end, "{\"reason\":\"%s\"}".formatted("a".repeat(251))).status())
                .isEqualTo(422);
        var ended = post(end, "{\"reason\":\"%s\"}".formatted("a".repeat(250))).json();
        assertThat(ended.path("status").asString()).isEqualTo("ended");
        assertThat(post(end, "{}").status()).isEqualTo(409);
        assertThat(get("/api/v1/rollouts/telco").json().path("description").asString())
                .isEqualTo("v1 100%");
    }

    @Test
    void asks_for_the_version_in_production_to_take_part() {
        server.addVersion("telco");
        var answer = post(PATH, GOOD.replace("v1", "v3"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString())
                .contains("v1 is in production and has to take part");
        assertThat(post(PATH, GOOD.replace("v2", "v9")).status()).isEqualTo(409);
        assertThat(server.experiments.list("telco", 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "first,'',#/name",
        "'\"outcome_rate\"','\"profit\"',#/target_metric",
        "28,366,#/duration_days",
        "28,0,#/duration_days",
        "28,1.5,#/duration_days",
        "'\"v2\":0.5,\"v1\":0.5','\"v1\":1',#/models",
        "'\"v2\":0.5','\"v2\":0.4',#/models",
        "28,'28,\"end\":1',#/end"
    })
    void refuses_what_is_no_experiment(String from, String to, String pointer) {
        var answer = post(PATH, GOOD.replace(from, to));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactly(pointer);
    }

    @Test
    void takes_a_name_of_200_characters_and_no_more() {
        assertThat(post(PATH, GOOD.replace("first", "a".repeat(201))).status()).isEqualTo(422);
        var id = post(PATH, GOOD.replace("first", "a".repeat(200))).json().path("id").asString();
        var reason = "{\"reason\":\"%s\"}".formatted("b".repeat(250));
        assertThat(post(PATH + "/" + id + "/end", reason).status()).isEqualTo(200);
        assertThat(get(PATH + "?limit=" + 1_001).status()).isEqualTo(422);
        assertThat(Experiment.MAX_NAME_LENGTH).isEqualTo(200);
    }

    @Test
    void counts_feedback_about_those_who_were_scored() {
        score(3);
        var answer = feedback("id,other,left\nc0,x,Yes\nc1,x,No\nnobody,x,Yes\n").json();
        assertThat(answer.path("total_records").asInt()).isEqualTo(3);
        assertThat(answer.path("updated_records").asInt()).isEqualTo(2);
        assertThat(server.outcomes.facts().getFirst().recordedBy()).isEqualTo("admin.one");
        var wrong = feedback("id,left\nc0,Yes\n,No\nc2,maybe\n");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("#/rows/2/id", "#/rows/3/left");
        assertThat(server.outcomes.count("telco")).isEqualTo(3);
    }

    @Test
    void takes_feedback_of_100000_rows_and_no_more() {
        var rows = "id,left\n" + "a,Yes\n".repeat(100_000);
        assertThat(feedback(rows).json().path("total_records").asInt()).isEqualTo(100_000);
        var answer = feedback(rows + "b,No\n");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("must have 1 to 100000 rows");
        assertThat(feedback("id,left\n").status()).isEqualTo(422);
    }

    @Test
    void lets_an_emergency_rollback_end_what_an_experiment_does() {
        post(PATH, GOOD);
        var path = "/api/v1/emergency-rollback/v1?contract=telco";
        assertThat(post(path, "{\"reason\":\"errors\"}").status()).isEqualTo(200);
        var rollout = get("/api/v1/rollouts/telco").json();
        assertThat(rollout.path("description").asString()).isEqualTo("v1 100%");
        assertThat(rollout.path("steering").path("mode").asString()).isEqualTo("manual");
    }

    @Test
    void explains_an_answer_in_figures_that_add_up() {
        var id =
                server.asAgent("POST", "/predict")
                        .json("{\"id\":\"c1\",\"charge\":70,\"plan\":\"basic\",\"paperless\":true}")
                        .send()
                        .json()
                        .path("prediction_id")
                        .asString();
        var answer = get("/api/v1/predictions/" + id + "/explanation").json();
        double total = answer.path("base_value").asDouble();
        for (var value : answer.path("values")) {
            total += value.path("contribution").asDouble();
        }
        double probability = answer.path("probability").asDouble();
        assertThat(Math.log(probability / (1 - probability))).isCloseTo(total, offset(1e-9));
        assertThat(answer.path("log_odds").asDouble()).isCloseTo(total, offset(1e-12));
        assertThat(answer.path("customer_id").asString()).isEqualTo("c1");
        assertThat(answer.path("values").findValuesAsString("feature"))
                .containsExactly("charge", "plan", "paperless");
        var strongest = answer.path("reasons").path(0);
        assertThat(strongest.path("feature").asString()).isEqualTo("charge");
        assertThat(strongest.path("direction").asString()).isEqualTo("raises");
        assertThat(strongest.path("text").asString()).contains("charge is 70");
    }
}
