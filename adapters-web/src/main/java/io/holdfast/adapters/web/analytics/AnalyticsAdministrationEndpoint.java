package io.holdfast.adapters.web.analytics;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.operations.Metrics;
import io.holdfast.application.analytics.RefreshProfiles;
import io.holdfast.application.analytics.RefreshProfiles.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/// What admins of Customer-360 ask for: its refresh, and how this node does.
public final class AnalyticsAdministrationEndpoint implements Endpoint {

    /// How the memory of answers is used, since the start.
    ///
    /// @param hits answers that were not computed
    /// @param misses answers that were
    public record CacheUse(LongSupplier hits, LongSupplier misses) {
        double hitRate() {
            long hit = hits.getAsLong();
            long all = hit + misses.getAsLong();
            return all == 0 ? 0 : (double) hit / all;
        }
    }

    private record Refresh(boolean refreshInitiated, boolean forceRefresh, UUID runId) {}

    private record Figures(
            long totalRequests,
            double avgResponseTimeMs,
            double errorRate,
            double uptimeSeconds,
            double cacheHitRate,
            String timestamp) {}

    private static final double FRACTION = 10_000;
    private static final double THOUSANDTHS = 1_000;

    private final RefreshProfiles refresh;
    private final CacheUse cache;
    private final Metrics metrics;
    private final InstantSource clock;

    public AnalyticsAdministrationEndpoint(
            RefreshProfiles refresh, CacheUse cache, Metrics metrics, InstantSource clock) {
        this.refresh = refresh;
        this.cache = cache;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/admin/refresh-data", Access.admin(), Set.of(), this::refresh)
                        .with(Route.Trait.CREATES),
                Route.get("/admin/metrics", Access.admin(), this::metrics));
    }

    private Reply refresh(Exchange exchange) {
        var check = new QueryCheck(exchange);
        boolean force = check.flags("force_refresh").contains(true);
        check.done();
        return Reply.ok(
                switch (refresh.request(force)) {
                    case Outcome.Initiated(var run) -> new Refresh(true, force, run);
                    case Outcome.UnderWay(var run) -> new Refresh(false, force, run);
                    case Outcome.Fresh(var run) -> new Refresh(false, force, run);
                });
    }

    private Reply metrics(Exchange exchange) {
        new QueryCheck(exchange).done();
        var answered = metrics.answered();
        return Reply.ok(
                new Figures(
                        answered.requests(),
                        Math.round(answered.averageMs() * THOUSANDTHS) / THOUSANDTHS,
                        Math.round(answered.errorRate() * FRACTION) / FRACTION,
                        Math.round(metrics.uptimeSeconds() * THOUSANDTHS) / THOUSANDTHS,
                        Math.round(cache.hitRate() * FRACTION) / FRACTION,
                        clock.instant().toString()));
    }
}
