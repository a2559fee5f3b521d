package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.AttackRequests.JsonOperation;
import io.holdfast.domain.identity.Username;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Attacks by members that nobody asked for: every operation that takes a JSON object refuses them,
/// or, where its protocol wants them let through, is listed here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MassAssignmentAttackTest {

    private static final List<String> UNASKED =
            List.of("role", "approved", "admin", "id", "locked", "scopes", "user_id", "__proto__");

    /// The Open Inference Protocol wants members that one does not know to be ignored; a contract's
    /// document is checked by the reader of contracts, which these tests replace.
    private static final List<String> ELSEWHERE = List.of("/infer", "/api/v1/contracts");

    /// The identifier of the sample contracts is called `id`.
    private static final List<String> SCORES = List.of("predict", "explain");

    private final TestServer server = TestServer.start();
    private final AttackRequests requests = new AttackRequests(server);

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<JsonOperation> operations() {
        return AttackRequests.jsonOperations()
                .filter(json ->
                        ELSEWHERE.stream().noneMatch(json.operation().template()::endsWith));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void unasked_members(JsonOperation json) {
        for (var member : UNASKED) {
            if (json.schema().path("properties").has(member)
                    || (member.equals("id") && SCORES.contains(json.operation().scope()))) {
                continue;
            }
            var body = (ObjectNode) json.example().deepCopy();
            body.put(member, "admin");
            var answer = requests.admitted(json.operation()).json(body.toString()).send();
            assertThat(answer.status()).as(member).isEqualTo(422);
            assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                    .as(member)
                    .contains("#/" + member);
        }
    }

    @Test
    void approval_of_oneself_by_registering() {
        var body =
                "{\"username\":\"mallory\",\"password\":\"%s\",\"role\":\"agent\",\"approved\":true}"
                        .formatted(TestServer.PASSWORD);
        var answer = server.client.post("/register").key(TestServer.CLIENT_KEY).json(body).send();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(server.users.find(new Username("mallory"))).isEmpty();
    }
}
