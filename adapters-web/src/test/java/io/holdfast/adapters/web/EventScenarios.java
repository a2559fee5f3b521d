package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every status of what customers do.
record EventScenarios(TestServer server) {

    private static final String RECORD = "/api/v1/events";
    private static final String EVENT =
            "{\"event_id\":\"e1\",\"user_id\":\"c1\",\"event_type\":\"search\","
                    + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"metadata\":{\"q\":\"x\"}}";

    /// Some event is stored before any is listed.
    List<Scenario> all() {
        return Stream.of(recording(), listing()).flatMap(List::stream).toList();
    }

    private List<Scenario> recording() {
        var large = " ".repeat(4 * 1024 * 1024 + 1);
        return List.of(
                scenario(202, call -> key(call).json(EVENT)),
                scenario(202, call -> call.bearer(server.agentToken).json("[" + EVENT + "]")),
                scenario(
                        202,
                        call ->
                                key(call)
                                        .body(
                                                "application/x-ndjson",
                                                (EVENT + "\n" + EVENT + "\n").getBytes(UTF_8))),
                scenario(400, call -> key(call).json("[]")),
                scenario(401, call -> call.json(EVENT)),
                scenario(403, call -> call.key("unknown").json(EVENT)),
                scenario(413, call -> key(call).json(large)),
                scenario(415, call -> key(call).body("text/csv", new byte[1])),
                scenario(422, call -> key(call).json("{}")));
    }

    private List<Scenario> listing() {
        var path = "/api/customers/c1/events";
        return List.of(
                EveryStatusTest.scenario("GET", path, 200, EventScenarios::key),
                EveryStatusTest.scenario("GET", path, 401, call -> call),
                EveryStatusTest.scenario("GET", path, 403, call -> call.key("unknown")),
                EveryStatusTest.scenario(
                        "GET", "/api/customers/nobody/events", 404, EventScenarios::key),
                EveryStatusTest.scenario("GET", path + "?limit=1001", 422, EventScenarios::key));
    }

    private static Scenario scenario(
            int status, Function<ContractClient.Call, ContractClient.Call> request) {
        return EveryStatusTest.scenario("POST", RECORD, status, request);
    }

    private static ContractClient.Call key(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY);
    }
}
