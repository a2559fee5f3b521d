package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.ModelQueries;
import io.holdfast.domain.models.rollout.RolloutQueries;
import io.holdfast.domain.scoring.DashboardQueries;
import io.holdfast.domain.scoring.DashboardQueries.HighRisk;
import io.holdfast.domain.scoring.DashboardQueries.Point;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Shop view's dashboard. docs/dashboard.md defines every figure.
public final class DashboardEndpoint implements Endpoint {

    private record Trends(List<Map<String, @Nullable Object>> trends) {}

    /// Nothing raises any yet.
    private static final long NO_ALERTS = 0;

    private final DashboardQueries queries;
    private final RolloutQueries rollouts;
    private final ModelQueries models;
    private final String contractName;
    private final InstantSource clock;

    public DashboardEndpoint(
            DashboardQueries queries,
            RolloutQueries rollouts,
            ModelQueries models,
            String contractName,
            InstantSource clock) {
        this.queries = queries;
        this.rollouts = rollouts;
        this.models = models;
        this.contractName = contractName;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/dashboard/stats",
                        Access.keyOrUser(Scope.CUSTOMERS_READ),
                        this::stats),
                Route.get(
                        "/api/dashboard/trends",
                        Access.keyOrUser(Scope.CUSTOMERS_READ),
                        this::trends));
    }

    private Reply stats(Exchange exchange) {
        new QueryCheck(exchange).done();
        var stats = queries.stats(contractName);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("total_customers", stats.totalCustomers());
        answer.put("churn_rate", stats.churnRate());
        answer.put("high_risk_customers", stats.highRisk());
        answer.put("revenue_at_risk", stats.revenueAtRisk());
        answer.put("alerts_today", NO_ALERTS);
        answer.put("resolved_alerts", NO_ALERTS);
        answer.put("model_accuracy", accuracy());
        answer.put("last_model_update", lastUpdate());
        return Reply.ok(answer);
    }

    /// Null before there is a model.
    private @Nullable Double accuracy() {
        return rollouts.find(contractName)
                .flatMap(rollout -> models.find(contractName, rollout.champion()))
                .map(version -> version.metrics().accuracy())
                .orElse(null);
    }

    private @Nullable String lastUpdate() {
        return rollouts.history(contractName, RolloutQueries.Page.newest(1)).stream()
                .map(deployment -> deployment.at().toString())
                .findFirst()
                .orElse(null);
    }

    private Reply trends(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var period =
                TrendSpan.Period.ofName(
                        check.text(
                                "period",
                                name -> TrendSpan.Period.names().contains(name),
                                "one of " + String.join(", ", TrendSpan.Period.names()),
                                TrendSpan.Period.MONTH.label()));
        var granularity =
                TrendSpan.Granularity.ofName(
                        check.text(
                                "granularity",
                                name -> TrendSpan.Granularity.names().contains(name),
                                "one of " + String.join(", ", TrendSpan.Granularity.names()),
                                TrendSpan.Granularity.DAY.label()));
        var span = new TrendSpan(period, granularity);
        check.refuseIf(
                span.points() > TrendSpan.MAX_POINTS,
                "granularity",
                "must be coarser: %s by %s has %d points, more than %d"
                        .formatted(
                                period.label(),
                                granularity.label(),
                                span.points(),
                                TrendSpan.MAX_POINTS));
        check.done();
        return Reply.ok(
                new Trends(
                        queries.trends(contractName, span.edges(clock.instant())).stream()
                                .map(point -> trend(granularity, point))
                                .toList()));
    }

    private static Map<String, @Nullable Object> trend(
            TrendSpan.Granularity granularity, Point point) {
        var trend = new LinkedHashMap<String, @Nullable Object>();
        trend.put("date", granularity.written(point.from()));
        trend.put("churn_rate", point.churnRate());
        trend.put(
                "high_risk_customers",
                switch (point.highRisk()) {
                    case HighRisk.Counted(var customers) -> customers;
                    case HighRisk.Unknown() -> null;
                });
        trend.put("new_customers", point.known());
        trend.put("churned_customers", point.churned());
        return trend;
    }
}
