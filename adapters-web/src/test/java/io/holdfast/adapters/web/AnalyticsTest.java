package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Answer.Cell;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.InMemoryAnalyticsQueries;
import io.holdfast.domain.analytics.Question;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What Customer-360's routes ask and answer.
class AnalyticsTest {

    private static final String PROFILES = "/analytics/customer-profiles";
    private static final String CHURN_RISK = "/marketing/churn-risk-customers";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private Question asked() {
        return server.analytics.queries.asked.getLast().question();
    }

    private static Cell figure(String number) {
        return new Cell.Figure(new BigDecimal(number));
    }

    @Test
    void answers_rows_by_the_names_of_their_columns() {
        server.analytics.queries.tell(
                Analysis.REVENUE_ANALYSIS,
                List.of(
                        List.of(
                                new Cell.Unknown(),
                                figure("2"),
                                figure("500.00"),
                                figure("250.00"),
                                figure("100.00"))));

        var answer = get("/finance/revenue-analysis");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains(
                        "\"data\":[{\"customer_segment\":null,\"customer_count\":2,"
                                + "\"total_revenue\":500.00,\"avg_revenue_per_customer\":250.00,"
                                + "\"percentage_of_total_revenue\":100.00}],\"count\":1}");
        assertThat(answer.header("X-Data-Freshness")).isEqualTo(TestServer.START.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-20, 2025-06-20T00:00:00Z",
        "2025-06-20T10:00:00Z, 2025-06-20T10:00:00Z",
        "2025-06-20T10:00:00%2B02:00, 2025-06-20T08:00:00Z"
    })
    void is_asked_of_a_day_or_a_moment(String text, Instant expected) {
        get(PROFILES + "?as_of=" + text);

        assertThat(server.analytics.queries.asked.getLast().asOf()).isEqualTo(expected);
    }

    @Test
    void is_asked_of_now_and_for_a_few_rows_unless_told_otherwise() {
        get(CHURN_RISK);

        assertThat(server.analytics.queries.asked.getLast().asOf())
                .isEqualTo(InMemoryAnalyticsQueries.LATEST);
        assertThat(asked())
                .isEqualTo(
                        new Question(
                                Analysis.CHURN_RISK_CUSTOMERS,
                                List.of(
                                        new Condition.MoreThan(
                                                "lifetime_value", BigDecimal.valueOf(1_000))),
                                50,
                                0));
        get(PROFILES);
        assertThat(asked()).isEqualTo(new Question(Analysis.CUSTOMER_PROFILES, List.of(), 100, 0));
    }

    @Test
    void takes_every_filter_at_once() {
        get(
                PROFILES
                        + "?limit=7&offset=3&customer_status=Active&customer_status=At%20Risk"
                        + "&min_health_score=1.5&max_health_score=5&customer_segment=Premium"
                        + "&loyalty_tier=Gold&min_lifetime_value=10&max_lifetime_value=99.5"
                        + "&churn_risk_only=true&has_app_usage=false");

        assertThat(asked())
                .isEqualTo(
                        new Question(
                                Analysis.CUSTOMER_PROFILES,
                                List.of(
                                        new Condition.OneOf(
                                                "customer_status", Set.of("Active", "At Risk")),
                                        new Condition.AtLeast(
                                                "customer_health_score", new BigDecimal("1.5")),
                                        new Condition.AtMost(
                                                "customer_health_score", new BigDecimal("5")),
                                        new Condition.OneOf("customer_segment", Set.of("Premium")),
                                        new Condition.OneOf("loyalty_tier", Set.of("Gold")),
                                        new Condition.AtLeast(
                                                "lifetime_value", new BigDecimal("10")),
                                        new Condition.AtMost(
                                                "lifetime_value", new BigDecimal("99.5")),
                                        new Condition.Is("churn_risk_flag", true),
                                        new Condition.Is("is_app_user", false)),
                                7,
                                3));
    }

    @Test
    void who_asks_for_all_is_not_given_those_without_risk() {
        get(PROFILES + "?churn_risk_only=false");

        assertThat(asked().conditions()).isEmpty();
    }

    @Test
    void names_every_fault() {
        var answer =
                get(
                        PROFILES
                                + "?as_of=2025-02-30&limit=1001&offset=-1&customer_status=Gone"
                                + "&min_health_score=5.1&max_health_score=NaN&customer_segment=%00"
                                + "&loyalty_tier=&min_lifetime_value=-1&max_lifetime_value=1e3"
                                + "&churn_risk_only=yes&has_app_usage=&nobody=1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(
                        answer.json()
                                .path("errors")
                                .valueStream()
                                .map(error -> error.path("pointer").asString().substring(8)))
                .containsExactlyInAnyOrder(
                        "as_of",
                        "limit",
                        "offset",
                        "customer_status",
                        "min_health_score",
                        "max_health_score",
                        "customer_segment",
                        "loyalty_tier",
                        "min_lifetime_value",
                        "max_lifetime_value",
                        "churn_risk_only",
                        "has_app_usage",
                        "nobody");
        assertThat(server.analytics.queries.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/finance/rfm-segmentation?limit=5",
        "/product/cross-sell-opportunities?limit=0",
        "/product/cross-sell-opportunities?offset=1",
        "/marketing/churn-risk-customers?limit=1&limit=2",
        "/marketing/churn-risk-customers?limit=-1",
        "/marketing/churn-risk-customers?limit=10001",
        "/marketing/churn-risk-customers?cursor=x",
        "/analytics/customer-profiles?limit=0",
        "/analytics/customer-profiles?limit=-1",
        "/analytics/customer-profiles?limit=10001",
        "/analytics/customer-profiles?cursor=",
        "/analytics/customer-profiles?cursor=bm90aGluZw",
        "/analytics/customer-profiles?loyalty_tier=Gold&loyalty_tier=Silver",
        "/analytics/customer-profiles?has_app_usage=true&has_app_usage=true",
        "/analytics/customer-profiles?as_of=1969-12-31",
        "/analytics/customer-profiles?min_health_score=3&max_health_score=2.9",
        "/analytics/customer-profiles?min_lifetime_value=1.01&max_lifetime_value=1",
        "/analytics/customer-profiles?as_of=2025-06-20&as_of=2025-06-21"
    })
    void refuses_what_an_analysis_does_not_take(String path) {
        assertThat(get(path).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "as_of=1969-01-01, not before 1970",
        "as_of=1969-01-01T00:00:00Z, not before 1970",
        "min_lifetime_value=1e3, written in digits such as 2.5",
        "min_health_score=3&max_health_score=2, must not be less than min_health_score"
    })
    void says_what_is_wrong(String query, String detail) {
        assertThat(get(PROFILES + "?" + query).json().path("errors").findValuesAsString("detail"))
                .singleElement()
                .asString()
                .endsWith(detail);
    }

    @Test
    void a_look_at_persons_is_in_the_audit_trail_and_one_at_groups_is_not() {
        get("/finance/revenue-analysis");
        assertThat(server.audit.events()).isEmpty();

        get(CHURN_RISK);
        assertThat(server.audit.events()).hasSize(1);
    }

    @Test
    void is_empty_before_the_first_fact() {
        var answer = get("/finance/revenue-analysis?as_of=1970-01-01");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("count").asInt()).isZero();
        assertThat(answer.json().path("message").asString())
                .isEqualTo("0 rows as of 1970-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource
    void answers_every_column_as_the_document_shows_it(Analysis analysis) {
        var example = ApiDocument.packaged().example("GET", analysis.path()).path("data").get(0);
        server.analytics.queries.tell(
                analysis,
                List.of(
                        analysis.columns().stream()
                                .map(column -> cell(example.path(column)))
                                .toList()));

        var data = get(analysis.path() + "?as_of=2025-06-20").json().path("data");

        assertThat(data.get(0).toString()).isEqualTo(example.toString());
    }

    private static Cell cell(JsonNode value) {
        if (value.isNumber()) {
            return new Cell.Figure(value.decimalValue());
        }
        if (value.isBoolean()) {
            return new Cell.Flag(value.asBoolean());
        }
        if (value.isArray()) {
            return new Cell.Texts(value.valueStream().map(JsonNode::asString).toList());
        }
        assertThat(value.isString()).as("an example of every column").isTrue();
        var text = value.asString();
        return text.matches("\\d{4}-.*Z")
                ? new Cell.Moment(Instant.parse(text))
                : new Cell.Text(text);
    }

    @Test
    void says_of_when_what_is_kept_is_and_whether_it_is_stale() {
        var kept = TestServer.START.minusSeconds(3_600);
        server.analytics.queries.keep(kept);

        var answer = get("/finance/revenue-analysis");
        assertThat(answer.header("X-Data-Freshness")).isEqualTo(kept.toString());
        assertThat(answer.header("X-Data-Stale")).isEmpty();
        assertThat(answer.json().path("message").asString()).endsWith("as of " + kept);

        server.analytics.queries.age();
        assertThat(get("/finance/revenue-analysis").header("X-Data-Stale")).isEqualTo("true");
    }

    @Test
    void pages_by_cursor() {
        for (var id : List.of("c1", "c2|x", "c3")) {
            server.analytics.queries.addCustomer(id, "Premium", BigDecimal.ONE);
        }

        var first = get(PROFILES + "?limit=2").json();
        var cursor = first.path("next_cursor").asString();
        var second = get(PROFILES + "?limit=2&cursor=" + cursor).json();

        assertThat(first.path("data").get(1).path("customer_id").asString()).isEqualTo("c2|x");
        assertThat(second.path("data").size()).isEqualTo(1);
        assertThat(second.path("data").get(0).path("customer_id").asString()).isEqualTo("c3");
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(get(PROFILES + "?offset=1&cursor=" + cursor).status()).isEqualTo(422);
    }

    private Answer accepting(String path, String accept) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).header("Accept", accept).send();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv",
                "TEXT/CSV;charset=utf-8",
                "text/*",
                "application/json;q=0.5, text/csv",
                "*/*;q=0.1, text/csv;q=0.2"
            })
    void answers_csv_to_who_wants_it(String accept) {
        server.analytics.queries.tell(
                Analysis.CROSS_SELL_OPPORTUNITIES,
                List.of(
                        List.of(
                                new Cell.Text("=1+1"),
                                new Cell.Text("Smith, \"Al\""),
                                new Cell.Text(""),
                                new Cell.Unknown(),
                                figure("1"),
                                figure("-100.50"),
                                new Cell.Texts(List.of("A", "B")))));

        var answer = accepting("/product/cross-sell-opportunities", accept);

        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding, Origin, Accept");
        assertThat(answer.text())
                .isEqualTo(
                        "customer_id,customer_name,customer_segment,loyalty_tier,channels_used,"
                                + "total_spent,opportunities\r\n"
                                + "'=1+1,\"Smith, \"\"Al\"\"\",\"\",,1,-100.50,A; B\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "text/csv;q=0",
                "text/csv, application/json",
                "text/csv;q=0.5, application/*",
                "image/png",
                "text/csv;q=nonsense, application/json"
            })
    void answers_json_to_everybody_else(String accept) {
        var answer = accepting("/finance/revenue-analysis", accept);

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding, Origin, Accept");
    }

    @Test
    void pages_of_csv_tell_their_cursor_in_a_header() {
        server.analytics.queries.addCustomer("c1", "Premium", BigDecimal.ONE);

        var answer = accepting(PROFILES + "?limit=1", "text/csv");

        assertThat(get(PROFILES + "?limit=1&cursor=" + answer.header("X-Next-Cursor")).status())
                .isEqualTo(200);
        assertThat(answer.header("X-Next-Cursor")).isNotEmpty();
    }

    @Test
    void is_refreshed_in_the_background_when_an_admin_asks() {
        var first = server.asAdmin("POST", "/admin/refresh-data").send().json();
        assertThat(first.path("refresh_initiated").asBoolean()).isTrue();
        var id = UUID.fromString(first.path("run_id").asString());
        assertThat(health()).isEqualTo("running");
        server.analytics.refresh.run(id);
        assertThat(health()).isEqualTo("completed");

        var again = server.asAdmin("POST", "/admin/refresh-data").send().json();
        assertThat(again.path("refresh_initiated").asBoolean()).isFalse();
        assertThat(again.path("run_id").asString()).isEqualTo(id.toString());

        var forced = server.asAdmin("POST", "/admin/refresh-data?force_refresh=true").send().json();
        assertThat(forced.path("refresh_initiated").asBoolean()).isTrue();
        assertThat(forced.path("force_refresh").asBoolean()).isTrue();
        server.analytics.runs.breakDown();
        server.analytics.refresh.run(UUID.fromString(forced.path("run_id").asString()));
        assertThat(health()).isEqualTo("failed");
    }

    @Test
    void a_refresh_that_is_asked_for_again_under_its_key_is_the_same() {
        var path = "/admin/refresh-data?force_refresh=true";
        var first = server.asAdmin("POST", path).header("Idempotency-Key", "k").send();
        server.analytics.refresh.run(UUID.fromString(first.json().path("run_id").asString()));

        var again = server.asAdmin("POST", path).header("Idempotency-Key", "k").send();

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(health()).isEqualTo("completed");
    }

    private List<List<Cell>> segments(int count) {
        return IntStream.range(0, count)
                .<List<Cell>>mapToObj(number ->
                        List.of(
                                new Cell.Text("segment " + number),
                                figure("1"),
                                figure("1"),
                                figure("1"),
                                figure("0.1")))
                .toList();
    }

    @Test
    void says_so_where_there_are_more_groups_than_are_told() {
        var path = "/finance/revenue-analysis";
        server.analytics.queries.tell(Analysis.REVENUE_ANALYSIS, segments(1_000));

        assertThat(get(path).json().path("count").asInt()).isEqualTo(1_000);
        assertThat(get(path).json().has("truncated")).isFalse();
        assertThat(accepting(path, "text/csv").header("X-Data-Truncated")).isEmpty();

        server.analytics.queries.tell(Analysis.REVENUE_ANALYSIS, segments(1_001));

        var cut = get(path).json();
        assertThat(cut.path("truncated").asBoolean()).isTrue();
        assertThat(cut.path("count").asInt()).isEqualTo(1_000);
        assertThat(cut.path("data")).hasSize(1_000);
        assertThat(cut.path("message").asString()).startsWith("the first 1000 rows of more as of");
        var csv = accepting(path, "text/csv");
        assertThat(csv.header("X-Data-Truncated")).isEqualTo("true");
        assertThat(csv.text().lines()).hasSize(1_001);
    }

    private String health() {
        return server.client.get("/health").send().json().path("pipeline_status").asString();
    }

    @Test
    void no_refresh_has_run_at_the_beginning() {
        assertThat(health()).isEqualTo("never_run");
    }

    @Test
    void tells_admins_how_the_node_does() {
        get(PROFILES);
        get(PROFILES + "?limit=0");

        var figures = server.asAdmin("GET", "/admin/metrics").send().json();

        assertThat(figures.path("total_requests").asInt()).isEqualTo(2);
        assertThat(figures.path("avg_response_time_ms").asDouble()).isPositive();
        assertThat(figures.path("error_rate").asDouble()).isZero();
        assertThat(figures.path("uptime_seconds").asDouble()).isPositive();
        assertThat(figures.path("cache_hit_rate").asDouble()).isEqualTo(0.75);
    }
}
