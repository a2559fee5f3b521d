package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every status of imports and their profiles.
record ImportScenarios(TestServer server, TestServer full) {

    private static final String IMPORTS = "/api/v1/imports";
    private static final String PROFILES = "/api/v1/import-profiles";
    private static final byte[] TABLE = "id,email\nc1,ada@shop.org\n".getBytes(UTF_8);
    private static final String RUNNING = IMPORTS + "/" + ImportFakes.RUNNING;
    private static final String UNKNOWN = IMPORTS + "/00000000-0000-7000-8000-00000000ffff";

    private static final String ODD = "?force=true";

    private static final String OWN = "{\"name\":\"own\",\"source\":\"own\",\"sections\":[]}";

    static void prepare(TestServer server, TestServer full) {
        server.imports.addRunning();
        full.imports.fill();
    }

    List<Scenario> all() {
        return Stream.of(submitting(), reading(), cancelling(), readingProfiles(), keeping())
                .flatMap(List::stream)
                .toList();
    }

    private List<Scenario> submitting() {
        return List.of(
                scenario("POST", IMPORTS, 202, call -> file(key(call))),
                scenario("POST", IMPORTS, 202, call -> file(call.bearer(server.adminToken))),
                scenario(
                        "POST",
                        IMPORTS,
                        400,
                        call -> key(call).body("multipart/form-data", new byte[1])),
                scenario("POST", IMPORTS, 401, ImportScenarios::file),
                scenario("POST", IMPORTS, 403, call -> file(call.bearer(server.agentToken))),
                scenario(
                        "POST",
                        IMPORTS,
                        404,
                        call ->
                                key(call)
                                        .parts(
                                                ContractClient.field("profile", "nobody"),
                                                ContractClient.part("file", "a.csv", TABLE))),
                scenario(
                        "POST",
                        IMPORTS,
                        413,
                        call ->
                                key(call)
                                        .file(
                                                "file",
                                                "a.csv",
                                                new byte[ImportFakes.MAX_BYTES + 1])),
                scenario("POST", IMPORTS, 415, call -> key(call).json("{}")),
                scenario("POST", IMPORTS, 422, call -> key(call).file("file", "a.csv", TABLE)),
                new Scenario(
                        "POST",
                        IMPORTS,
                        503,
                        EveryStatusTest.MODELLESS,
                        call -> file(call.key(TestServer.CLIENT_KEY))));
    }

    private List<Scenario> reading() {
        return List.of(
                scenario("GET", IMPORTS, 200, ImportScenarios::key),
                scenario("GET", IMPORTS, 401, call -> call),
                scenario("GET", IMPORTS, 403, call -> call.key("unknown")),
                scenario("GET", IMPORTS + "?limit=101", 422, ImportScenarios::key),
                scenario("GET", RUNNING, 200, ImportScenarios::key),
                scenario("GET", RUNNING, 401, call -> call),
                scenario("GET", RUNNING, 403, call -> call.key("unknown")),
                scenario("GET", UNKNOWN, 404, ImportScenarios::key),
                scenario("GET", RUNNING + ODD, 422, ImportScenarios::key),
                scenario("GET", RUNNING + "/rejects", 200, ImportScenarios::key),
                scenario("GET", RUNNING + "/rejects", 401, call -> call),
                scenario("GET", RUNNING + "/rejects", 403, call -> call.key("unknown")),
                scenario("GET", UNKNOWN + "/rejects", 404, ImportScenarios::key),
                scenario("GET", RUNNING + "/rejects" + ODD, 422, ImportScenarios::key));
    }

    private List<Scenario> cancelling() {
        return List.of(
                scenario("DELETE", RUNNING, 401, call -> call),
                scenario("DELETE", RUNNING, 403, call -> call.key("unknown")),
                scenario("DELETE", UNKNOWN, 404, ImportScenarios::key),
                scenario("DELETE", RUNNING + ODD, 422, ImportScenarios::key),
                scenario("DELETE", RUNNING, 200, ImportScenarios::key),
                scenario("DELETE", RUNNING, 409, ImportScenarios::key));
    }

    private List<Scenario> readingProfiles() {
        return List.of(
                scenario("GET", PROFILES, 200, ImportScenarios::key),
                scenario("GET", PROFILES, 401, call -> call),
                scenario("GET", PROFILES, 403, call -> call.key("unknown")),
                scenario("GET", PROFILES + "/shop", 200, ImportScenarios::key),
                scenario("GET", PROFILES + "/shop", 401, call -> call),
                scenario("GET", PROFILES + "/shop", 403, call -> call.key("unknown")),
                scenario("GET", PROFILES + "/nobody", 404, ImportScenarios::key),
                scenario("GET", PROFILES + ODD, 422, ImportScenarios::key),
                scenario("GET", PROFILES + "/shop" + ODD, 422, ImportScenarios::key));
    }

    private List<Scenario> keeping() {
        var own = PROFILES + "/own";
        return List.of(
                scenario("PUT", own, 201, call -> key(call).json(OWN)),
                scenario("PUT", own, 200, call -> key(call).json(OWN)),
                scenario("PUT", own, 400, call -> key(call).json("nope")),
                scenario("PUT", own, 401, call -> call.json(OWN)),
                scenario("PUT", own, 403, call -> call.bearer(server.agentToken).json(OWN)),
                scenario(
                        "PUT",
                        PROFILES + "/shop",
                        409,
                        call -> key(call).json(OWN.replace("own", "shop"))),
                scenario("PUT", own, 413, call -> key(call).json(" ".repeat((1 << 20) + 1))),
                scenario("PUT", own, 415, call -> key(call).body("text/csv", new byte[1])),
                scenario("PUT", own, 422, call -> key(call).json("{}")),
                scenario("DELETE", own, 401, call -> call),
                scenario("DELETE", own, 403, call -> call.bearer(server.agentToken)),
                scenario("PUT", own + ODD, 422, call -> key(call).json(OWN)),
                scenario("DELETE", own + ODD, 422, ImportScenarios::key),
                scenario("DELETE", own, 204, ImportScenarios::key),
                scenario("DELETE", own, 404, ImportScenarios::key),
                scenario("DELETE", PROFILES + "/shop", 409, ImportScenarios::key));
    }

    private static Scenario scenario(
            String method,
            String path,
            int status,
            Function<ContractClient.Call, ContractClient.Call> request) {
        return EveryStatusTest.scenario(method, path, status, request);
    }

    private static ContractClient.Call key(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY);
    }

    private static ContractClient.Call file(ContractClient.Call call) {
        return call.parts(
                ContractClient.field("profile", "shop"),
                ContractClient.part("file", "customers.csv", TABLE));
    }
}
