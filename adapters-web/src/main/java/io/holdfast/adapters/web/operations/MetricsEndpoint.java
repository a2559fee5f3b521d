package io.holdfast.adapters.web.operations;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The metrics, for a scraper.
public final class MetricsEndpoint implements Endpoint {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    public MetricsEndpoint(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/metrics",
                        Access.metrics(),
                        _ ->
                                new Reply(
                                        200,
                                        TEXT,
                                        metrics.scrape().getBytes(StandardCharsets.UTF_8),
                                        List.of())));
    }
}
