package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.TrainingJob;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Attacks by the id or name of what belongs to somebody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectAccessAttackTest {

    private static final String STATUS = "/api/v1/batch/status/";
    private static final String OTHER_KEY = "another-clients-key";

    private final TestServer server = TestServer.start();
    private final String otherAgent = server.enter(server.addUser("agent.two", Role.AGENT));

    @BeforeAll
    void have_what_belongs_to_somebody() {
        server.addKey("bazaar", OTHER_KEY, Scope.ofClients(), Instant.MAX);
        server.addTraining();
        submit("of-the-client", call -> call.key(TestServer.CLIENT_KEY));
        submit("of-the-agent", call -> call.bearer(server.agentToken));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void submit(String name, UnaryOperator<ContractClient.Call> as) {
        var call = as.apply(server.client.post("/api/v1/batch-predict"));
        var body =
                "{\"batch_id\":\"%s\",\"customers\":[%s]}"
                        .formatted(name, EveryStatusTest.SUBSCRIBER);
        assertThat(call.json(body).send().status()).isEqualTo(202);
    }

    private int read(String path, UnaryOperator<ContractClient.Call> as) {
        return as.apply(server.client.get(path)).send().status();
    }

    @Test
    void batch_of_another_client() {
        assertThat(read(STATUS + "of-the-client", call -> call.key(TestServer.CLIENT_KEY)))
                .isEqualTo(200);
        assertThat(read(STATUS + "of-the-client", call -> call.key(OTHER_KEY))).isEqualTo(404);
        assertThat(read(STATUS + "of-the-client", call -> call.bearer(otherAgent))).isEqualTo(404);
    }

    @Test
    void batch_of_another_user() {
        assertThat(read(STATUS + "of-the-agent", call -> call.bearer(server.agentToken)))
                .isEqualTo(200);
        assertThat(read(STATUS + "of-the-agent", call -> call.bearer(otherAgent))).isEqualTo(404);
        assertThat(read(STATUS + "of-the-agent", call -> call.key(OTHER_KEY))).isEqualTo(404);
    }

    @Test
    void batch_read_by_admins() {
        for (var name : new String[] {"of-the-client", "of-the-agent"}) {
            assertThat(read(STATUS + name, call -> call.bearer(server.adminToken))).isEqualTo(200);
            assertThat(read(STATUS + name, call -> call.key(TestServer.ADMIN_KEY))).isEqualTo(200);
        }
    }

    /// The client is called `shop`, and so is this user.
    @Test
    void batch_of_a_client_by_a_user_of_its_name() {
        var namesake = server.enter(server.addUser("shop", Role.AGENT));

        assertThat(read(STATUS + "of-the-client", call -> call.bearer(namesake))).isEqualTo(404);
    }

    /// And the other way round: the client is called like the user.
    @Test
    void batch_of_a_user_by_a_client_of_its_name() {
        server.addKey("agent.one", "namesakes-key", Scope.ofClients(), Instant.MAX);

        assertThat(read(STATUS + "of-the-agent", call -> call.key("namesakes-key"))).isEqualTo(404);
    }

    @Test
    void another_batch_of_the_same_name() {
        var body =
                "{\"batch_id\":\"of-the-client\",\"customers\":[%s]}"
                        .formatted(EveryStatusTest.SUBSCRIBER);
        var answer = server.client.post("/api/v1/batch-predict").key(OTHER_KEY).json(body).send();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).doesNotContain("shop");
    }

    /// Every prediction is of a customer of the house: whoever may explain may explain all, and
    /// scoring alone does not suffice.
    @Test
    void explanation_with_a_key_that_only_scores() {
        server.addKey("scorer", "scorers-key", Set.of(Scope.PREDICT), Instant.MAX);
        var path = "/api/v1/predictions/%s/explanation".formatted(new UUID(9, 9));

        assertThat(read(path, call -> call.key("scorers-key"))).isEqualTo(403);
        assertThat(read(path, call -> call)).isEqualTo(401);
        assertThat(read(path, call -> call.bearer(otherAgent))).isEqualTo(404);
    }

    @Test
    void training_by_who_is_no_admin() {
        var one = "/api/v1/training-jobs/" + TestServer.TRAINING;

        assertThat(read(one, call -> call.key(OTHER_KEY))).isEqualTo(403);
        assertThat(read(one, call -> call.bearer(otherAgent))).isEqualTo(403);
        var cancel = server.client.post(one + "/cancel").bearer(otherAgent).send();
        assertThat(cancel.status()).isEqualTo(403);
        assertThat(server.trainings.find(TestServer.TRAINING).orElseThrow().state())
                .isEqualTo(new TrainingJob.State.Queued());
    }

    @Test
    void other_users_by_an_agent() {
        assertThat(server.asAgent("GET", "/users").send().status()).isEqualTo(403);
        var approve =
                server.asAgent("POST", "/users/approve")
                        .json("{\"username\":\"agent.one\",\"approve\":true}");
        assertThat(approve.send().status()).isEqualTo(403);
    }

    @Test
    void own_role_by_the_registration_of_oneself_again() {
        var again =
                "{\"username\":\"AGENT.one\",\"password\":\"%s\",\"role\":\"admin\"}"
                        .formatted(TestServer.PASSWORD);
        var answer = server.client.post("/register").key(TestServer.CLIENT_KEY).json(again).send();

        assertThat(answer.status()).isEqualTo(409);
        var me = server.asAgent("GET", "/verify-session").send().json();
        assertThat(me.path("role").asString()).isEqualTo("agent");
    }

    /// A training may be asked for with a key alone, which has no user behind it.
    @Test
    void admin_key_without_a_user() {
        server.addDataset();
        var answer =
                server.client
                        .post("/api/v1/training-jobs")
                        .key(TestServer.ADMIN_KEY)
                        .json("{\"contract\":\"telco\"}")
                        .send();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("requested_by").asString()).isEqualTo("operator");
    }
}
