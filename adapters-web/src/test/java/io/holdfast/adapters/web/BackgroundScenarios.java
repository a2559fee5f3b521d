package io.holdfast.adapters.web;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import java.util.List;
import java.util.stream.Stream;

/// Every status of batches and trainings.
///
/// @param server with a training, a dataset of `telco` and a batch `taken`
/// @param modelless with a dataset of `telco`
record BackgroundScenarios(TestServer server, TestServer modelless) {

    List<Scenario> all() {
        return Stream.of(submitting(), batchStatus(), requestingTraining(), trainings())
                .flatMap(List::stream)
                .toList();
    }

    private List<Scenario> submitting() {
        var path = "/api/v1/batch-predict";
        var good = "{\"customers\":[%s]}".formatted(EveryStatusTest.SUBSCRIBER);
        var taken =
                "{\"batch_id\":\"taken\",\"customers\":[%s]}".formatted(EveryStatusTest.SUBSCRIBER);
        var large = " ".repeat(2 * 1024 * 1024 + 1);
        return List.of(
                EveryStatusTest.scenario("POST", path, 202, call -> key(call).json(good)),
                EveryStatusTest.scenario(
                        "POST", path, 202, call -> call.bearer(server.agentToken).json(good)),
                EveryStatusTest.scenario(
                        "POST", path, 400, call -> key(call).json("{\"customers\":[]}")),
                EveryStatusTest.scenario("POST", path, 401, call -> call.json(good)),
                EveryStatusTest.scenario("POST", path, 403, call -> call.key("unknown").json(good)),
                EveryStatusTest.scenario("POST", path, 409, call -> key(call).json(taken)),
                EveryStatusTest.scenario("POST", path, 413, call -> key(call).json(large)),
                EveryStatusTest.scenario(
                        "POST", path, 415, call -> key(call).body("text/csv", new byte[1])),
                EveryStatusTest.scenario("POST", path, 422, call -> key(call).json("{}")),
                new Scenario(
                        "POST",
                        path,
                        503,
                        EveryStatusTest.MODELLESS,
                        call -> key(call).json(good)));
    }

    private List<Scenario> batchStatus() {
        var path = "/api/v1/batch/status/taken";
        return List.of(
                EveryStatusTest.scenario("GET", path, 200, BackgroundScenarios::key),
                EveryStatusTest.scenario("GET", path, 401, call -> call),
                EveryStatusTest.scenario("GET", path, 403, call -> call.key("unknown")),
                EveryStatusTest.scenario(
                        "GET", "/api/v1/batch/status/other", 404, BackgroundScenarios::key),
                EveryStatusTest.scenario(
                        "GET", path + "?limit=1001", 422, BackgroundScenarios::key));
    }

    private List<Scenario> requestingTraining() {
        var path = "/api/v1/training-jobs";
        var good = "{\"contract\":\"telco\"}";
        return List.of(
                EveryStatusTest.scenario("POST", path, 202, call -> admin(call).json(good)),
                EveryStatusTest.scenario("POST", path, 400, call -> admin(call).json("nope")),
                EveryStatusTest.scenario("POST", path, 401, call -> call.json(good)),
                EveryStatusTest.scenario("POST", path, 403, call -> agent(call).json(good)),
                EveryStatusTest.scenario(
                        "POST", path, 404, call -> admin(call).json("{\"contract\":\"rfm\"}")),
                new Scenario(
                        "POST",
                        path,
                        409,
                        EveryStatusTest.MODELLESS,
                        call -> {
                            modelless.fillTrainings();
                            return key(call).bearer(modelless.adminToken).json(good);
                        }),
                EveryStatusTest.scenario(
                        "POST", path, 413, call -> admin(call).json(" ".repeat(16 * 1024 + 1))),
                EveryStatusTest.scenario(
                        "POST", path, 415, call -> admin(call).body("text/plain", new byte[1])),
                EveryStatusTest.scenario("POST", path, 422, call -> admin(call).json("{}")));
    }

    private List<Scenario> trainings() {
        var list = "/api/v1/training-jobs";
        var unknown = list + "/00000000-0000-7000-8000-00000000ffff";
        var one = list + "/" + TestServer.TRAINING;
        return List.of(
                EveryStatusTest.scenario("GET", list, 200, this::admin),
                EveryStatusTest.scenario("GET", list, 401, call -> call),
                EveryStatusTest.scenario("GET", list, 403, this::agent),
                EveryStatusTest.scenario("GET", list + "?limit=0", 422, this::admin),
                EveryStatusTest.scenario("GET", one, 200, this::admin),
                EveryStatusTest.scenario("GET", one, 401, call -> call),
                EveryStatusTest.scenario("GET", one, 403, this::agent),
                EveryStatusTest.scenario("GET", unknown, 404, this::admin),
                EveryStatusTest.scenario("POST", one + "/cancel", 200, this::admin),
                EveryStatusTest.scenario("POST", one + "/cancel", 401, call -> call),
                EveryStatusTest.scenario("POST", one + "/cancel", 403, this::agent),
                EveryStatusTest.scenario("POST", unknown + "/cancel", 404, this::admin),
                EveryStatusTest.scenario("POST", one + "/cancel", 409, this::admin));
    }

    private static ContractClient.Call key(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY);
    }

    private ContractClient.Call agent(ContractClient.Call call) {
        return key(call).bearer(server.agentToken);
    }

    private ContractClient.Call admin(ContractClient.Call call) {
        return key(call).bearer(server.adminToken);
    }
}
