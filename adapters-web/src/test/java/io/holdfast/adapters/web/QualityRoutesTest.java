package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import java.util.Collections;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is said of records, and of what was said before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QualityRoutesTest {

    private static final String PATH = "/api/v1/validate-data";
    private static final String REPORTS = "/api/v1/data-quality";
    private static final JsonMapper JSON = new JsonMapper();

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private static String record(String id, String tenure, String monthly, String total) {
        return "{\"customer_id\":\"%s\",\"tenure_months\":%s,\"monthly_charges\":%s,\"total_charges\":%s}"
                .formatted(id, tenure, monthly, total);
    }

    private static String clean(int count) {
        var random = new Random(8);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int tenure = random.nextInt(73);
                    int monthly = 20 + random.nextInt(100);
                    return record(
                            "c" + i,
                            String.valueOf(tenure),
                            String.valueOf(monthly),
                            String.valueOf(tenure * monthly));
                })
                .collect(Collectors.joining(","));
    }

    private Answer send(String path, String json) {
        return server.client.post(path).key(TestServer.CLIENT_KEY).json(json).send();
    }

    private JsonNode told(String json) {
        return told(send(PATH, json));
    }

    private static JsonNode told(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode get(String path) {
        return told(server.client.get(path).key(TestServer.CLIENT_KEY).send());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[%s]", "{\"customers\":[%s]}", "{\"data\":[%s]}", "{\"records\":[%s]}"})
    void finds_nothing_in_clean_records_however_they_come(String form) {
        var told = told(form.formatted(clean(300)));

        assertThat(told.get("valid").booleanValue()).isTrue();
        assertThat(told.get("total_records").intValue()).isEqualTo(300);
        assertThat(told.get("issues")).isEmpty();
        assertThat(told.get("outliers")).isEmpty();
        assertThat(told.get("missing_values")).isEmpty();
        assertThat(told.get("data_quality_score").doubleValue()).isEqualTo(1);
        assertThat(told.get("timestamp").stringValue()).isEqualTo(TestServer.START.toString());
        assertThat(told.has("report_id")).isFalse();
    }

    @Test
    void names_the_outliers_and_no_others() {
        var told =
                told(
                        "[%s,%s,%s]"
                                .formatted(
                                        clean(300),
                                        record("far", "10", "9000", "90000"),
                                        record("wide", "10", "50", "900000")));

        assertThat(told.get("outliers").get("monthly_charges").toString()).isEqualTo("[\"far\"]");
        assertThat(told.get("outliers").get("total_charges").toString())
                .isEqualTo("[\"far\",\"wide\"]");
        assertThat(told.get("outliers").size()).isEqualTo(2);
        assertThat(told.get("valid").booleanValue()).as("an outlier may be true").isTrue();
        assertThat(told.get("data_quality_score").doubleValue()).isBetween(0.99, 0.9999);
    }

    @Test
    void names_every_fault_with_its_record() {
        var told =
                told(
                        "[%s,%s,%s,7,{\"customer_id\":\"d\",\"tenure_months\":null}]"
                                .formatted(
                                        record("a", "-1", "\"much\"", "5"),
                                        record("b", "10", "100", "699"),
                                        record("b", "10", "100", "700")));

        assertThat(told.get("issues").valueStream())
                .extracting(issue ->
                        issue.get("kind").stringValue()
                                + " "
                                + issue.get("field").stringValue()
                                + " "
                                + issue.get("index").intValue()
                                + " "
                                + issue.get("record").stringValue())
                .containsExactly(
                        "range tenure_months 0 a",
                        "field monthly_charges 0 a",
                        "consistency total_charges 1 b",
                        "uniqueness customer_id 2 b",
                        "field * 3 #3",
                        "completeness tenure_months 4 d",
                        "completeness monthly_charges 4 d",
                        "completeness total_charges 4 d");
        assertThat(told.get("total_issues").intValue()).isEqualTo(8);
        assertThat(told.get("invalid_records").intValue()).isEqualTo(5);
        assertThat(told.get("valid_records").intValue()).isZero();
        assertThat(told.get("missing_values").get("tenure_months").intValue()).isEqualTo(1);
        assertThat(told.get("data_quality_score").doubleValue()).isBetween(0.0, 0.5);
    }

    @Test
    void reads_a_table_alone_or_in_a_form() {
        var csv = "customer_id,tenure_months,monthly_charges,total_charges\na,1,20,20\nb,,20,20\n";
        var alone =
                server.client
                        .post(PATH)
                        .key(TestServer.CLIENT_KEY)
                        .body("text/csv; charset=utf-8", csv.getBytes(UTF_8))
                        .send();
        var inForm =
                server.client
                        .post(PATH)
                        .key(TestServer.CLIENT_KEY)
                        .file("file", "t.csv", csv.getBytes(UTF_8))
                        .send();

        assertThat(told(alone)).isEqualTo(told(inForm));
        assertThat(told(alone).get("missing_values").toString()).isEqualTo("{\"tenure_months\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"customers\":{}}",
                "{\"customers\":[{}],\"data\":[{}]}",
                "{\"customers\":[{}],\"extra\":1}",
                "7",
                "{\"rows\":[]}"
            })
    void refuses_what_is_no_list_of_records(String json) {
        assertThat(send(PATH, json).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[{}", "[{}] 7", "[{\"a\":1,\"a\":2}]", "{\"customers\":["})
    void refuses_what_is_no_json(String json) {
        assertThat(send(PATH, json).status()).isEqualTo(400);
    }

    @Test
    void takes_no_more_records_than_it_may() {
        var many = String.join(",", Collections.nCopies(10_000, "{}"));

        assertThat(told("[" + many + "]").get("total_records").intValue()).isEqualTo(10_000);
        assertThat(told("[" + many + "]").get("issues").size()).isEqualTo(1_000);
        assertThat(send(PATH, "[" + many + ",{}]").status()).isEqualTo(400);
        assertThat(send(PATH, "{\"data\":[" + many + ",{}]}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?contract=No%20name",
                "?source=a%2Fb",
                "?source=",
                "?sources=crm",
                "?source=a&source=b"
            })
    void refuses_parameters_that_say_nothing(String query) {
        assertThat(send(PATH + query, "[{}]").status()).isEqualTo(422);
    }

    @Test
    void keeps_a_report_without_the_records_where_a_source_is_named() {
        var told = told(send(PATH + "?source=crm.nightly", "[" + clean(30) + ",{}]"));
        var id = told.get("report_id").stringValue();

        var report = get(REPORTS + "/" + id);

        assertThat(report.get("source").stringValue()).isEqualTo("crm.nightly");
        assertThat(report.get("contract").stringValue()).isEqualTo("subscription");
        assertThat(report.get("total_records").intValue()).isEqualTo(31);
        assertThat(report.get("invalid_records").intValue()).isEqualTo(1);
        assertThat(report.get("data_quality_score")).isEqualTo(told.get("data_quality_score"));
        assertThat(report.get("fields").size()).isEqualTo(3);
        assertThat(report.toString()).as("nobody is named").doesNotContain("\"c1\"");
    }

    @Test
    void not_every_user_adds_to_the_reports_of_a_source() {
        var json = "[" + clean(3) + "]";
        var path = PATH + "?source=users";

        var byAgent = server.client.post(path).bearer(server.agentToken).json(json).send();
        var byAdmin = server.client.post(path).bearer(server.adminToken).json(json).send();

        assertThat(byAgent.status()).isEqualTo(403);
        assertThat(byAdmin.status()).isEqualTo(200);
        assertThat(get(REPORTS + "?source=users").get("reports").size()).isEqualTo(1);
        var without = server.client.post(PATH).bearer(server.agentToken).json(json).send();
        assertThat(without.status()).isEqualTo(200);
    }

    @Test
    void pages_through_the_reports_of_a_source_and_tells_its_age() {
        for (int i = 0; i < 5; i++) {
            assertThat(send(PATH + "?source=paged", "[" + clean(i + 1) + "]").status())
                    .isEqualTo(200);
        }
        QualityScenarios.prepare(server);

        var first = get(REPORTS + "?source=paged&limit=3");
        var rest =
                get(
                        REPORTS
                                + "?source=paged&limit=3&cursor="
                                + first.get("next_cursor").stringValue());

        assertThat(first.get("reports").valueStream())
                .extracting(report -> report.get("total_records").intValue())
                .containsExactly(5, 4, 3);
        assertThat(rest.get("reports").valueStream())
                .extracting(report -> report.get("total_records").intValue())
                .containsExactly(2, 1);
        assertThat(rest.has("next_cursor")).isFalse();
        assertThat(first.get("sources").valueStream())
                .extracting(source -> source.get("source").stringValue())
                .containsExactly("paged");
        var shop = get(REPORTS + "?source=shop").get("sources").get(0);
        assertThat(shop.get("age_seconds").intValue()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=101", "?limit=-1", "?cursor=abc", "?source=%00", "?since=1"})
    void refuses_pages_that_are_none(String query) {
        assertThat(server.client.get(REPORTS + query).key(TestServer.CLIENT_KEY).send().status())
                .isEqualTo(422);
    }

    /// The same request again makes no second report.
    @Test
    void honours_the_idempotency_key() {
        var key = UUID.randomUUID().toString();
        var ids =
                IntStream.range(0, 2)
                        .mapToObj(_ ->
                                told(server.client
                                                .post(PATH + "?source=once")
                                                .key(TestServer.CLIENT_KEY)
                                                .header("Idempotency-Key", key)
                                                .json("[" + clean(3) + "]")
                                                .send())
                                        .get("report_id")
                                        .stringValue())
                        .toList();

        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(get(REPORTS + "?source=once").get("reports").size()).isEqualTo(1);
    }
}
