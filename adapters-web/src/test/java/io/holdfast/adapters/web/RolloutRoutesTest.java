package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.kernel.AtOnce;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the routes of versions and rollouts do and tell.
class RolloutRoutesTest {

    private static final String SUBSCRIPTION = "/api/v1/rollouts/subscription";
    private static final String SWITCH = "/api/v1/switch-traffic";
    private static final String RAMPS = "/api/v1/ramps";
    private static final String CANARY = "/admin/set_canary_percentage";

    private final TestServer server = TestServer.start();

    @BeforeEach
    void train_two_more() {
        server.addVersion("subscription");
        server.addVersion("subscription");
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

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").findValuesAsString("pointer");
    }

    @Test
    void lists_versions_with_what_they_are_used_for() {
        post(SWITCH, "{\"models\":{\"v1\":0.75,\"v2\":0.25},\"shadows\":[\"3\"]}");
        var versions = get("/api/v1/models").json();
        assertThat(versions.findValuesAsString("version")).containsExactly("v3", "v2", "v1");
        assertThat(versions.findValuesAsString("status"))
                .containsExactly("testing", "testing", "active");
        assertThat(versions.findValuesAsString("stage"))
                .containsExactly("Shadow", "Staging", "Production");
        assertThat(versions.path(1).path("share").asDouble()).isEqualTo(0.25);
        assertThat(versions.path(2).path("features_count").asInt()).isEqualTo(3);
        post("/api/v1/models/v3/activate", "{}");
        assertThat(get("/api/v1/models").json().findValuesAsString("status"))
                .containsExactly("active", "deprecated", "deprecated");
    }

    @Test
    void leads_from_one_page_of_versions_to_the_next_and_ends() {
        var seen = new TreeSet<String>();
        var path = "/api/v1/models?limit=1";
        for (int page = 1; page <= 3; page++) {
            var answer = get(path);
            seen.addAll(answer.json().findValuesAsString("version"));
            var link = Pattern.compile("<(.+)>; rel=\"next\"").matcher(answer.header("Link"));
            assertThat(link.matches()).isEqualTo(page < 3);
            path = page < 3 ? link.group(1) : "";
        }
        assertThat(seen).containsExactly("v1", "v2", "v3");
    }

    @Test
    void activates_a_version_and_writes_who_and_why() {
        var answer =
                server.asAdmin("POST", "/api/v1/models/2/activate")
                        .json("{\"reason\":\"better\",\"revision\":1}")
                        .send()
                        .json();
        assertThat(answer.path("previous_version").asString()).isEqualTo("v1");
        assertThat(answer.path("new_version").asString()).isEqualTo("v2");
        var last = get("/api/v1/deployments").json().path("deployments").path(0);
        assertThat(last.path("by").asString()).isEqualTo("admin.one");
        assertThat(last.path("reason").asString()).isEqualTo("better");
        assertThat(last.path("kind").asString()).isEqualTo("activated");
        assertThat(last.path("from").path("champion").asString()).isEqualTo("v1");
        assertThat(last.path("to").path("description").asString()).isEqualTo("v2 100%");
        server.models.refresh();
        var scored =
                server.client
                        .post("/api/v1/predict")
                        .key(TestServer.CLIENT_KEY)
                        .json("{\"tenure_months\":20,\"monthly_charges\":1,\"total_charges\":20}")
                        .send()
                        .json();
        assertThat(scored.path("model_version").asString()).isEqualTo("v2");
    }

    @Test
    void lets_one_of_two_admins_at_once_win() {
        var statuses =
                AtOnce.call(
                        2,
                        caller ->
                                post(
                                                "/api/v1/models/v%d/activate".formatted(caller + 2),
                                                "{\"revision\":1}")
                                        .status());
        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        assertThat(get("/api/v1/deployments").json().path("deployments").size()).isEqualTo(2);
    }

    @Test
    void refuses_a_version_that_is_not_there_or_a_contract_without_any() {
        var unknown = post("/api/v1/models/v4/activate", "{}");
        assertThat(unknown.status()).isEqualTo(409);
        assertThat(unknown.json().path("detail").asString())
                .isEqualTo("subscription has no version v4");
        try (var empty = TestServer.withoutModel()) {
            var call = empty.client.post("/api/v1/models/v1/activate").key(TestServer.ADMIN_KEY);
            assertThat(call.send().status()).isEqualTo(409);
            var versions = empty.client.get("/api/v1/models").key(TestServer.CLIENT_KEY).send();
            assertThat(versions.json().size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0", "0", "-1", "v1.0", "V1", "v", "v1234567890", "%00", "v1%20"})
    void refuses_a_text_that_is_no_version(String version) {
        var answer = post("/api/v1/models/" + version + "/activate", "{}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#/path/version");
    }

    @Test
    void keeps_the_version_in_production_or_takes_the_one_with_the_greatest_share() {
        var first = post(SWITCH, "{\"models\":{\"v3\":0.6,\"v1\":0.1,\"v2\":0.3}}").json();
        assertThat(first.path("previous").path("description").asString()).isEqualTo("v1 100%");
        assertThat(first.path("current").path("description").asString())
                .isEqualTo("v1 10%, v2 30%, v3 60%");
        assertThat(first.path("revision").asLong()).isEqualTo(2);
        var second = post(SWITCH, "{\"models\":{\"v2\":0.4,\"v3\":0.6}}").json();
        assertThat(second.path("current").path("champion").asString()).isEqualTo("v3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"v1\":0.5,\"v2\":0.499}|#/models",
                "{\"v1\":1,\"v2\":1e-8}|#/models",
                "{\"v1\":1.5,\"v2\":-0.5}|#/models/v1,#/models/v2",
                "{\"v1\":0.5,\"1\":0.5}|#/models/1",
                "{\"first\":1}|#/models/first",
                "{\"v1\":\"all\"}|#/models/v1",
                "{\"v1\":[1]}|#/models/v1",
                "{\"v1\":1e999}|#/models/v1",
                "{}|#/models",
                "[1]|#/models",
                "{\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":1}|#/models"
            })
    void refuses_shares_that_are_none(String models, String expected) {
        var answer = post(SWITCH, "{\"models\":%s}".formatted(models));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactlyInAnyOrder(expected.split(",", -1));
    }

    @Test
    void bears_rounding_in_shares() {
        assertThat(post(SWITCH, "{\"models\":{\"v1\":0.3,\"v2\":0.6,\"v3\":0.1}}").status())
                .isEqualTo(200);
        assertThat(post(SWITCH, "{\"models\":{\"v1\":0,\"v2\":0.5000000009,\"v3\":0.5}}").status())
                .isEqualTo(200);
    }

    @Test
    void names_every_fault_of_a_switch() {
        var answer =
                post(
                        SWITCH,
                        "{\"contract\":\"No\",\"models\":{\"v1\":2},\"shadows\":[\"v1\",7],"
                                + "\"reason\":\"a\\nb\",\"revision\":0.5,\"more\":1}");
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "#/contract",
                        "#/models/v1",
                        "#/shadows/1",
                        "#/reason",
                        "#/revision",
                        "#/more");
        var shadows = post(SWITCH, "{\"models\":{\"v1\":1},\"shadows\":[\"v1\",\"v2\"]}");
        assertThat(pointers(shadows)).containsExactly("#/shadows/0");
        var three = post(SWITCH, "{\"models\":{\"v1\":1},\"shadows\":[\"v2\",\"v3\",\"v4\"]}");
        assertThat(pointers(three)).containsExactly("#/shadows");
    }

    @Test
    void takes_a_reason_of_500_characters_and_no_more() {
        var body = "{\"models\":{\"v1\":1},\"reason\":\"%s\"}";
        assertThat(post(SWITCH, body.formatted("a".repeat(500))).status()).isEqualTo(200);
        assertThat(post(SWITCH, body.formatted("a".repeat(501))).status()).isEqualTo(422);
        assertThat(post(SWITCH, body.formatted(" ")).status()).isEqualTo(422);
    }

    @Test
    void starts_a_ramp_with_standard_settings_and_says_what_it_waits_for() {
        var answer = post(RAMPS, "{\"version\":\"v2\",\"guardrails\":{\"max_failure_rate\":0.5}}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(SUBSCRIPTION);
        var steering = answer.json().path("steering");
        assertThat(steering.path("mode").asString()).isEqualTo("ramp");
        assertThat(steering.path("dwell_seconds").asLong()).isEqualTo(3_600);
        assertThat(steering.path("guardrails").path("max_failure_rate").asDouble()).isEqualTo(0.5);
        assertThat(steering.path("guardrails").path("max_latency_ratio").asDouble()).isEqualTo(1.5);
        assertThat(steering.path("next").asString())
                .startsWith("wait: the share is kept until 2026-01-02T04:04:05Z");
        assertThat(get(SUBSCRIPTION).json()).isEqualTo(answer.json());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/models/v1/activate|{}",
                "/api/v1/emergency-rollback/v1|{\"reason\":\"errors\"}",
                "/api/v1/switch-traffic|{\"models\":{\"v1\":1}}",
                "/admin/set_canary_percentage|{\"percentage\":0.2,\"contract\":\"subscription\"}"
            })
    void stops_a_ramp_by_every_other_change(String path, String body) {
        post(RAMPS, "{\"version\":\"v2\"}");
        assertThat(post(path, body).status()).isEqualTo(200);
        assertThat(get(SUBSCRIPTION).json().path("steering").path("mode").asString())
                .isEqualTo("manual");
    }

    @Test
    void names_every_rule_of_a_ramp_that_is_broken() {
        var answer =
                post(
                        RAMPS,
                        "{\"version\":2,\"steps\":[0,0.5,0.5,1.1,\"1\"],\"dwell_seconds\":0,"
                                + "\"min_predictions\":0,\"min_labels\":29,\"margin\":-1,"
                                + "\"guardrails\":{\"max_failure_rate\":1.1,"
                                + "\"max_latency_ratio\":0.9,\"min_latency_predictions\":0,"
                                + "\"max_calibration_gap\":0,\"more\":1},"
                                + "\"deadline_seconds\":3599}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "#/version",
                        "#/steps/0",
                        "#/steps/2",
                        "#/steps/3",
                        "#/steps/4",
                        "#/dwell_seconds",
                        "#/min_predictions",
                        "#/min_labels",
                        "#/margin",
                        "#/guardrails/max_failure_rate",
                        "#/guardrails/max_latency_ratio",
                        "#/guardrails/min_latency_predictions",
                        "#/guardrails/max_calibration_gap",
                        "#/guardrails/more",
                        "#/deadline_seconds");
        for (var steps : List.of("[]", "1", "{}", "null")) {
            var wrong = post(RAMPS, "{\"version\":\"v2\",\"steps\":%s}".formatted(steps));
            assertThat(pointers(wrong)).containsExactly("#/steps");
        }
        var guardrails = post(RAMPS, "{\"version\":\"v2\",\"guardrails\":7}");
        assertThat(pointers(guardrails)).containsExactly("#/guardrails");
    }

    @Test
    void takes_20_steps_and_no_more() {
        assertThat(post(RAMPS, ramp(20)).status()).isEqualTo(201);
        var answer = post(RAMPS, ramp(21));
        assertThat(pointers(answer)).containsExactly("#/steps");
    }

    private static String ramp(int steps) {
        var shares = new StringBuilder();
        for (int i = 1; i <= steps; i++) {
            shares.append(i == 1 ? "" : ",").append(i / 100.0);
        }
        return "{\"version\":\"v2\",\"steps\":[%s]}".formatted(shares);
    }

    @Test
    void pages_the_ledger_and_tells_what_was_in_force() {
        server.now.set(TestServer.START.plusSeconds(60));
        post("/api/v1/models/v2/activate", "{}");
        server.now.set(TestServer.START.plusSeconds(120));
        post("/api/v1/models/v3/activate", "{}");
        var page = get("/api/v1/deployments?limit=2").json();
        assertThat(page.findValuesAsString("revision")).contains("3", "2");
        assertThat(page.path("deployments").size()).isEqualTo(2);
        assertThat(page.path("deployments").path(0).path("reason").asString())
                .isEqualTo("no reason given");
        assertThat(page.path("deployments").path(0).path("by").asString()).isEqualTo("operator");
        var rest =
                get("/api/v1/deployments?limit=2&cursor=" + page.path("next_cursor").asString())
                        .json();
        assertThat(rest.has("next_cursor")).isFalse();
        var first = rest.path("deployments").path(0);
        assertThat(first.has("from")).isFalse();
        assertThat(first.path("kind").asString()).isEqualTo("registered");
        assertThat(at("2026-01-02T03:05:05Z")).isEqualTo("v2");
        assertThat(at("2026-01-02T04:05:04%2B01:00")).isEqualTo("v1");
    }

    private String at(String moment) {
        return get(SUBSCRIPTION + "/at?moment=" + moment).json().path("champion").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/models?limit=1001",
                "/api/v1/models?cursor=YmVmb3JlOng",
                "/api/v1/models?contract=NO",
                "/api/v1/deployments?limit=1001",
                "/api/v1/deployments?limit=0",
                "/api/v1/rollouts/subscription/at",
                "/api/v1/rollouts/subscription/at?moment=2026-01-02",
                "/api/v1/rollouts/subscription/at?moment=%2B999999999-01-01T00:00:00Z"
            })
    void refuses_a_query_that_is_past_a_limit(String path) {
        assertThat(get(path).status()).isEqualTo(422);
    }

    @Test
    void lists_all_rollouts_and_knows_none_of_a_strange_name() {
        assertThat(get("/api/v1/rollouts").json().findValuesAsString("contract"))
                .containsExactly("ecommerce", "return-risk", "rfm", "subscription", "telco");
        assertThat(get("/api/v1/rollouts/%2e%2e%2f").status()).isEqualTo(404);
        assertThat(get("/api/v1/rollouts/" + "a".repeat(64)).status()).isEqualTo(404);
        assertThat(post(SUBSCRIPTION, "{}").status()).isEqualTo(405);
    }

    @Test
    void sets_the_share_of_the_canary() {
        server.addVersion("telco");
        var body = "{\"contract\":\"telco\",\"models\":{\"v1\":1,\"v2\":0}}";
        assertThat(post(SWITCH, body).status()).isEqualTo(200);
        assertThat(post(CANARY, "{\"percentage\":0.1}").text())
                .isEqualTo("{\"message\":\"Canary traffic updated to 10%\"}");
        var arms = get("/api/v1/rollouts/telco").json().path("arms");
        assertThat(arms.path(0).path("share").asDouble()).isCloseTo(0.9, offset(1e-12));
        assertThat(arms.findValuesAsString("stage")).containsExactly("Production", "Staging");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "-0.1", "\"0.1\"", "null", "1e999", "true", "[0.1]"})
    void refuses_a_percentage_that_is_no_share(String percentage) {
        var answer = post(CANARY, "{\"percentage\":%s}".formatted(percentage));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#/percentage");
        assertThat(post(CANARY, "{\"percentage\":NaN}").status()).isEqualTo(400);
    }

    @Test
    void says_that_no_version_is_in_staging() {
        var answer = post(CANARY, "{\"percentage\":0.1}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString()).contains("no version is in staging");
    }

    @Test
    void fetches_the_models_anew() {
        var call = server.client.post("/admin/reload_models").key(TestServer.ADMIN_KEY);
        assertThat(call.send().json().path("message").asString())
                .isEqualTo("models loaded: 5, of 5 contracts");
    }

    @Test
    void takes_changes_from_a_key_with_admin_scope_or_an_admin_only() {
        var path = "/api/v1/emergency-rollback/v1";
        assertThat(server.client.post(path).bearer(server.adminToken).send().status())
                .isEqualTo(200);
        assertThat(server.asAdmin("POST", path).send().status()).isEqualTo(200);
        assertThat(server.asAgent("POST", path).send().status()).isEqualTo(403);
        var key = server.client.post(path).key(TestServer.CLIENT_KEY);
        assertThat(key.send().json().path("code").asString()).isEqualTo("key_refused");
        var expired = server.client.post(path).key(TestServer.EXPIRED_KEY);
        assertThat(expired.bearer(server.adminToken).send().status()).isEqualTo(403);
        assertThat(get("/api/v1/deployments").json().findValuesAsString("by"))
                .containsExactly("admin.one", "admin.one", "test");
    }
}
