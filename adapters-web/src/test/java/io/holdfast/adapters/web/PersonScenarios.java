package io.holdfast.adapters.web;

import static io.holdfast.adapters.web.EveryStatusTest.scenario;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.util.ArrayList;
import java.util.List;

/// Every status of the routes that tell and take away what is stored about people.
final class PersonScenarios {

    private final TestServer server;

    PersonScenarios(TestServer server) {
        this.server = server;
    }

    List<Scenario> all() {
        var scenarios = new ArrayList<Scenario>();
        scenarios.addAll(
                exporting("/api/v1/customers/c-export/export", "/api/v1/customers/%20/export"));
        scenarios.addAll(exporting("/api/v1/users/agent.one/export", "/api/v1/users/x/export"));
        scenarios.addAll(erasing("/api/v1/customers/c-erase", "/api/v1/customers/%20"));
        scenarios.addAll(erasing("/api/v1/users/leaving.one", "/api/v1/users/x"));
        scenarios.add(scenario("DELETE", "/api/v1/users/admin.one", 409, this::admin));
        return scenarios;
    }

    private List<Scenario> exporting(String path, String bad) {
        return List.of(
                scenario("GET", path, 200, call -> noted(admin(call))),
                scenario("GET", path, 401, call -> call),
                scenario("GET", path, 403, this::agent),
                scenario(
                        "GET",
                        path.replaceFirst("[^/]+/export", "nobody/export"),
                        404,
                        this::admin),
                scenario("GET", path + "?limit=0", 422, this::admin),
                scenario("GET", bad, 422, this::admin));
    }

    private List<Scenario> erasing(String path, String bad) {
        return List.of(
                scenario("DELETE", path, 200, call -> noted(admin(call))),
                scenario("DELETE", path, 401, call -> call),
                scenario("DELETE", path, 403, this::agent),
                scenario("DELETE", path.replaceFirst("[^/]+$", "nobody"), 404, this::admin),
                scenario("DELETE", bad, 422, this::admin));
    }

    private ContractClient.Call noted(ContractClient.Call call) {
        server.addUser("leaving.one", Role.AGENT);
        for (var person :
                List.of(
                        new Person.Customer("c-export"),
                        new Person.Customer("c-erase"),
                        new Person.Account("agent.one"),
                        new Person.Account("leaving.one"))) {
            server.notes.note(person, "called twice");
        }
        return call;
    }

    private ContractClient.Call admin(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY).bearer(server.adminToken);
    }

    private ContractClient.Call agent(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY).bearer(server.agentToken);
    }
}
