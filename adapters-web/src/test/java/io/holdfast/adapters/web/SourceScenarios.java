package io.holdfast.adapters.web;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Every status of the databases from which facts are pulled.
///
/// @param server prepared
record SourceScenarios(TestServer server) {

    static final String PATH = "/api/v1/sources";
    static final String PASSWORD = "hunter2-of-the-shop";

    static String wish(String name) {
        return """
        {"name":"%s","kind":"mariadb","host":"db.example.org","database":"shop",
         "user":"reader","password":"%s","query":"SELECT id, changed FROM people",
         "watermark_column":"changed","profile":"shop","section":"customers"}
        """
                .formatted(name, PASSWORD);
    }

    static void prepare(TestServer server) {
        for (var name : List.of("there", "taken", "leaving")) {
            server.client
                    .post(PATH)
                    .key(TestServer.CLIENT_KEY)
                    .bearer(server.adminToken)
                    .json(wish(name))
                    .send();
        }
        var _ = server.ingestion.sources.claim("taken", new UUID(0, 1), server.clock.instant());
    }

    List<Scenario> all() {
        return Stream.of(list(), add(), one("GET", PATH + "/%s"), remove(), test(), pull())
                .flatMap(List::stream)
                .toList();
    }

    private List<Scenario> list() {
        return List.of(
                EveryStatusTest.scenario("GET", PATH, 200, this::admin),
                EveryStatusTest.scenario("GET", PATH, 401, call -> call),
                EveryStatusTest.scenario("GET", PATH, 403, this::agent),
                EveryStatusTest.scenario("GET", PATH + "?limit=1", 422, this::admin));
    }

    private List<Scenario> add() {
        var large = " ".repeat(128 * 1024 + 1);
        return List.of(
                EveryStatusTest.scenario(
                        "POST", PATH, 201, call -> admin(call).json(wish("fresh"))),
                EveryStatusTest.scenario("POST", PATH, 400, call -> admin(call).json("nope")),
                EveryStatusTest.scenario("POST", PATH, 401, call -> call.json(wish("a"))),
                EveryStatusTest.scenario("POST", PATH, 403, call -> agent(call).json(wish("a"))),
                EveryStatusTest.scenario(
                        "POST", PATH, 409, call -> admin(call).json(wish("there"))),
                EveryStatusTest.scenario("POST", PATH, 413, call -> admin(call).json(large)),
                EveryStatusTest.scenario(
                        "POST", PATH, 415, call -> admin(call).body("text/csv", new byte[1])),
                EveryStatusTest.scenario("POST", PATH, 422, call -> admin(call).json("{}")));
    }

    private List<Scenario> one(String method, String template) {
        return List.of(
                EveryStatusTest.scenario(
                        method, template.formatted("there"), success(template), this::admin),
                EveryStatusTest.scenario(method, template.formatted("there"), 401, call -> call),
                EveryStatusTest.scenario(method, template.formatted("there"), 403, this::agent),
                EveryStatusTest.scenario(method, template.formatted("nowhere"), 404, this::admin),
                EveryStatusTest.scenario(method, template.formatted("No"), 422, this::admin));
    }

    private static int success(String template) {
        return template.endsWith("/pull") ? 202 : 200;
    }

    private List<Scenario> remove() {
        var leaving = PATH + "/leaving";
        return List.of(
                EveryStatusTest.scenario("DELETE", leaving, 200, this::admin),
                EveryStatusTest.scenario("DELETE", leaving, 401, call -> call),
                EveryStatusTest.scenario("DELETE", leaving, 403, this::agent),
                EveryStatusTest.scenario("DELETE", leaving, 404, this::admin),
                EveryStatusTest.scenario("DELETE", PATH + "/No", 422, this::admin));
    }

    private List<Scenario> test() {
        return one("POST", PATH + "/%s/test");
    }

    private List<Scenario> pull() {
        return Stream.concat(
                        one("POST", PATH + "/%s/pull").stream(),
                        Stream.of(
                                EveryStatusTest.scenario(
                                        "POST", PATH + "/taken/pull", 409, this::admin)))
                .toList();
    }

    private ContractClient.Call agent(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY).bearer(server.agentToken);
    }

    private ContractClient.Call admin(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY).bearer(server.adminToken);
    }
}
