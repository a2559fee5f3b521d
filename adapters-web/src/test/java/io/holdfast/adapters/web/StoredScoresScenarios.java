package io.holdfast.adapters.web;

import static io.holdfast.adapters.web.EveryStatusTest.scenario;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import java.util.ArrayList;
import java.util.List;

/// Every status of the routes of stored scores and the dashboard.
final class StoredScoresScenarios {

    private final TestServer server;

    StoredScoresScenarios(TestServer server) {
        this.server = server;
    }

    List<Scenario> all() {
        var scenarios = new ArrayList<Scenario>();
        for (var path :
                List.of(
                        "/api/customers",
                        "/api/customers/scored",
                        "/api/churn/predictions",
                        "/api/dashboard/stats",
                        "/api/dashboard/trends")) {
            scenarios.add(scenario("GET", path, 200, call -> call.key(TestServer.CLIENT_KEY)));
            scenarios.add(scenario("GET", path, 200, call -> call.bearer(server.agentToken)));
            scenarios.add(scenario("GET", path, 401, call -> call));
            scenarios.add(scenario("GET", path, 403, call -> call.key("unknown")));
            scenarios.add(
                    scenario(
                            "GET",
                            path + "?limits=1",
                            422,
                            call -> call.key(TestServer.CLIENT_KEY)));
        }
        scenarios.add(
                scenario(
                        "GET",
                        "/api/customers/nobody",
                        404,
                        call -> call.key(TestServer.CLIENT_KEY)));
        return scenarios;
    }
}
