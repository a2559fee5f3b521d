package io.holdfast.adapters.web;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every status of looking after users and keys, and of changing a password.
record IdentityScenarios(TestServer server) {

    private static final String LARGE = " ".repeat(16 * 1024 + 1);
    private static final String KEYS = "/api/v1/keys";

    /// Users that the scenarios change, and keys.
    static void prepare(TestServer server) {
        server.addUser("lock.me", Role.AGENT);
        server.addUser("forgot.one", Role.AGENT);
        server.addUser("change.one", Role.AGENT);
        server.addExternal("external.one");
        for (int i = 0; i < 2; i++) {
            server.addKey("full", "full-" + i);
        }
        server.addKey("environment", "configured-key");
        server.addKey("revoked", "to-be-revoked");
    }

    List<Scenario> all() {
        return Stream.of(finding(), locking(), resetting(), changing(), keys(), revoking())
                .flatMap(List::stream)
                .toList();
    }

    private List<Scenario> finding() {
        var path = "/api/v1/users";
        return List.of(
                get(path, 200, this::admin),
                get(path, 401, call -> call),
                get(path, 403, this::agent),
                get(path + "?limit=0", 422, this::admin));
    }

    private List<Scenario> locking() {
        var all = new ArrayList<Scenario>();
        for (var one :
                List.of(
                        List.of("lock", "{\"locked\":true}"),
                        List.of("role", "{\"role\":\"agent\"}"))) {
            var name = one.getFirst();
            var json = one.getLast();
            var path = "/api/v1/users/lock.me/" + name;
            all.add(post(path, 200, call -> admin(call).json(json)));
            all.add(post(path, 400, call -> admin(call).json("nope")));
            all.add(post(path, 401, call -> call.json(json)));
            all.add(post(path, 403, call -> agent(call).json(json)));
            all.add(post("/api/v1/users/nobody/" + name, 404, call -> admin(call).json(json)));
            all.add(post("/api/v1/users/admin.one/" + name, 409, call -> admin(call).json(json)));
            all.add(post(path, 413, call -> admin(call).json(LARGE)));
            all.add(post(path, 415, call -> admin(call).body("text/csv", new byte[1])));
            all.add(post(path, 422, call -> admin(call).json("{}")));
        }
        return all;
    }

    private List<Scenario> resetting() {
        var path = "/api/v1/users/forgot.one/reset-password";
        return List.of(
                post(path, 200, this::admin),
                post(path, 401, call -> call),
                post(path, 403, this::agent),
                post("/api/v1/users/nobody/reset-password", 404, this::admin),
                post("/api/v1/users/external.one/reset-password", 409, this::admin),
                post("/api/v1/users/-/reset-password", 422, this::admin));
    }

    private List<Scenario> changing() {
        var path = "/api/v1/password";
        var wrong = change("change.one", "wrong password", "another good one");
        return List.of(
                post(
                        path,
                        200,
                        call ->
                                key(call)
                                        .json(
                                                change(
                                                        "change.one",
                                                        TestServer.PASSWORD,
                                                        "another good one"))),
                post(path, 400, call -> key(call).json("nope")),
                post(path, 401, call -> key(call).json(wrong)),
                post(path, 403, call -> call.key("unknown").json(wrong)),
                post(path, 413, call -> key(call).json(LARGE)),
                post(path, 415, call -> key(call).form("username", "change.one")),
                post(path, 422, call -> key(call).json("{}")));
    }

    static String change(String username, String present, String chosen) {
        return "{\"username\":\"%s\",\"current_password\":\"%s\",\"new_password\":\"%s\"}"
                .formatted(username, present, chosen);
    }

    private List<Scenario> keys() {
        var good = "{\"client\":\"blog\",\"scopes\":[\"predict\"]}";
        var full = "{\"client\":\"full\",\"scopes\":[\"predict\"]}";
        return List.of(
                get(KEYS, 200, this::admin),
                get(KEYS, 401, call -> call),
                get(KEYS, 403, this::agent),
                get(KEYS + "?limit=0", 422, this::admin),
                post(KEYS, 201, call -> admin(call).json(good)),
                post(KEYS, 400, call -> admin(call).json("nope")),
                post(KEYS, 401, call -> call.json(good)),
                post(KEYS, 403, call -> agent(call).json(good)),
                post(KEYS, 409, call -> admin(call).json(full)),
                post(KEYS, 413, call -> admin(call).json(LARGE)),
                post(KEYS, 415, call -> admin(call).body("text/csv", new byte[1])),
                post(KEYS, 422, call -> admin(call).json("{}")));
    }

    private List<Scenario> revoking() {
        return List.of(
                delete(id("revoked"), 200, this::admin),
                delete(id("full"), 401, call -> call),
                delete(id("full"), 403, this::agent),
                delete("00000000-0000-7000-8000-00000000ffff", 404, this::admin),
                delete(id("environment"), 409, this::admin),
                delete("not-an-id", 422, this::admin));
    }

    /// A scenario is made before the server has its keys, too: then any id will do.
    private String id(String client) {
        return server.keys.list(100).stream()
                .filter(key -> key.client().equals(client))
                .map(key -> key.id().toString())
                .findFirst()
                .orElse("00000000-0000-7000-8000-00000000fffe");
    }

    private static Scenario get(String path, int status, Request request) {
        return EveryStatusTest.scenario("GET", path, status, request::prepare);
    }

    private static Scenario post(String path, int status, Request request) {
        return EveryStatusTest.scenario("POST", path, status, request::prepare);
    }

    private static Scenario delete(String id, int status, Request request) {
        return EveryStatusTest.scenario("DELETE", KEYS + "/" + id, status, request::prepare);
    }

    @FunctionalInterface
    private interface Request {
        ContractClient.Call prepare(ContractClient.Call call);
    }

    private static ContractClient.Call key(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY);
    }

    private ContractClient.Call agent(ContractClient.Call call) {
        return call.bearer(server.agentToken);
    }

    private ContractClient.Call admin(ContractClient.Call call) {
        return call.bearer(server.adminToken);
    }
}
