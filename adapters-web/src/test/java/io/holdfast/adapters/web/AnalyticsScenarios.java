package io.holdfast.adapters.web;

import static io.holdfast.adapters.web.EveryStatusTest.scenario;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.domain.analytics.Analysis;
import java.util.ArrayList;
import java.util.List;

/// Every status of Customer-360's routes.
final class AnalyticsScenarios {

    private final TestServer server;

    AnalyticsScenarios(TestServer server) {
        this.server = server;
    }

    private List<Scenario> administration(String method, String path, String faults) {
        return List.of(
                scenario(method, path, 200, call -> call.bearer(server.adminToken)),
                scenario(method, path, 401, call -> call),
                scenario(method, path, 403, call -> call.bearer(server.agentToken)),
                scenario(method, path + faults, 422, call -> call.bearer(server.adminToken)));
    }

    List<Scenario> all() {
        var scenarios = new ArrayList<Scenario>();
        for (var analysis : Analysis.values()) {
            var path = analysis.path();
            scenarios.add(scenario("GET", path, 200, call -> call.key(TestServer.CLIENT_KEY)));
            scenarios.add(
                    scenario(
                            "GET",
                            path + "?as_of=2025-06-20",
                            200,
                            call -> call.bearer(server.agentToken)));
            scenarios.add(scenario("GET", path, 401, call -> call));
            scenarios.add(scenario("GET", path, 403, call -> call.key("unknown")));
            scenarios.add(
                    scenario(
                            "GET",
                            path + "?as_of=yesterday",
                            422,
                            call -> call.key(TestServer.CLIENT_KEY)));
        }
        scenarios.addAll(administration("POST", "/admin/refresh-data", "?force_refresh=maybe"));
        scenarios.addAll(administration("GET", "/admin/metrics", "?nobody=1"));
        return scenarios;
    }
}
