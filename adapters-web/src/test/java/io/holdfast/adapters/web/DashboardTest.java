package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.scoring.SampleFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Shop view's dashboard. It is January 2, 2026, a Friday, shortly after three.
class DashboardTest {

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer get(TestServer at, String path) {
        return at.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    @Test
    void tells_how_the_base_does() {
        server.storedScores.score(Map.of("a", 90, "b", 50));
        server.storedScores.scores.add(
                List.of(
                        SampleFacts.order("o1", "a", "2025-09-01T00:00:00Z", "10"),
                        SampleFacts.order("o2", "b", "2025-12-01T00:00:00Z", "20")));

        var answer = get(server, "/api/dashboard/stats");

        assertThat(answer.text())
                .startsWith(
                        "{\"total_customers\":2,\"churn_rate\":50.0,\"high_risk_customers\":1,"
                                + "\"revenue_at_risk\":9.00,\"alerts_today\":0,"
                                + "\"resolved_alerts\":0,\"model_accuracy\":");
        assertThat(answer.json().path("model_accuracy").isNumber()).isTrue();
        assertThat(answer.json().path("last_model_update").asString())
                .isEqualTo(TestServer.START.toString());
    }

    @Test
    void has_no_figures_of_a_model_that_is_not_there() {
        var modelless = TestServer.withoutModel();
        try (modelless) {
            assertThat(get(modelless, "/api/dashboard/stats").text())
                    .isEqualTo(
                            "{\"total_customers\":0,\"churn_rate\":0.0,\"high_risk_customers\":0,"
                                    + "\"revenue_at_risk\":0.00,\"alerts_today\":0,"
                                    + "\"resolved_alerts\":0,\"model_accuracy\":null,"
                                    + "\"last_model_update\":null}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7d, hour, 168, 2025-12-26T04:00:00Z, 2026-01-02T03:00:00Z",
        "7d, day, 7, 2025-12-27, 2026-01-02",
        "30d, day, 30, 2025-12-04, 2026-01-02",
        "90d, day, 90, 2025-10-05, 2026-01-02",
        "1y, day, 365, 2025-01-03, 2026-01-02",
        "7d, week, 1, 2025-12-29, 2025-12-29",
        "30d, week, 5, 2025-12-01, 2025-12-29",
        "1y, week, 53, 2024-12-30, 2025-12-29",
        "7d, month, 1, 2026-01-01, 2026-01-01",
        "90d, month, 3, 2025-11-01, 2026-01-01",
        "1y, month, 12, 2025-02-01, 2026-01-01"
    })
    void tells_one_point_for_each_interval(
            String period, String granularity, int points, String first, String last) {
        var answer =
                get(
                        server,
                        "/api/dashboard/trends?period=%s&granularity=%s"
                                .formatted(period, granularity));

        var dates = answer.json().path("trends").findValuesAsString("date");
        assertThat(dates).hasSize(points);
        assertThat(dates.getFirst()).isEqualTo(first);
        assertThat(dates.getLast()).isEqualTo(last);
    }

    @Test
    void tells_of_the_last_30_days_unless_told_otherwise() {
        server.storedScores.score(Map.of("a", 90));
        server.storedScores.scores.add(
                List.of(SampleFacts.order("o1", "a", "2025-10-02T00:00:00Z", "10")));

        var trends = get(server, "/api/dashboard/trends").json().path("trends");

        assertThat(trends.size()).isEqualTo(30);
        assertThat(trends.get(27).toString())
                .isEqualTo(
                        "{\"date\":\"2025-12-31\",\"churn_rate\":0.0,\"high_risk_customers\":null,"
                                + "\"new_customers\":0,\"churned_customers\":0}");
        assertThat(trends.get(28).path("churned_customers").asInt()).isEqualTo(1);
        assertThat(trends.get(29).toString())
                .isEqualTo(
                        "{\"date\":\"2026-01-02\",\"churn_rate\":100.0,\"high_risk_customers\":1,"
                                + "\"new_customers\":0,\"churned_customers\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30d", "90d", "1y"})
    void refuses_more_points_than_can_be_drawn(String period) {
        var answer = get(server, "/api/dashboard/trends?granularity=hour&period=" + period);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("#/query/granularity");
        assertThat(answer.json().path("errors").get(0).path("detail").asString())
                .startsWith("must be coarser: " + period + " by hour has");
    }

    @Test
    void names_every_fault() {
        var answer = get(server, "/api/dashboard/trends?period=2d&granularity=second&from=x");

        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("#/query/period", "#/query/granularity", "#/query/from");
    }
}
