package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Answer.Cell;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.Question;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        assertThat(server.analytics.queries.asked.getLast().asOf()).isEqualTo(TestServer.START);
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
        "/analytics/customer-profiles?as_of=1969-12-31",
        "/analytics/customer-profiles?as_of=2025-06-20&as_of=2025-06-21"
    })
    void refuses_what_an_analysis_does_not_take(String path) {
        assertThat(get(path).status()).isEqualTo(422);
    }

    @Test
    void a_look_at_persons_is_in_the_audit_trail_and_one_at_groups_is_not() {
        get("/finance/revenue-analysis");
        assertThat(server.audit.events()).isEmpty();

        get(CHURN_RISK);
        assertThat(server.audit.events()).hasSize(1);
    }
}
