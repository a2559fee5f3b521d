package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.ingestion.source.InMemoryRecordSources.Item;
import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.kernel.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The databases from which facts are pulled.
class SourceRoutesTest {

    private static final String PATH = SourceScenarios.PATH;

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer add(String json) {
        return server.client
                .post(PATH)
                .key(TestServer.CLIENT_KEY)
                .bearer(server.adminToken)
                .json(json)
                .send();
    }

    private Answer call(String method, String path) {
        return server.client
                .call(method, path)
                .key(TestServer.CLIENT_KEY)
                .bearer(server.adminToken)
                .send();
    }

    @Test
    void adds_a_source_and_never_shows_its_password() {
        var answer = add(SourceScenarios.wish("shop"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(PATH + "/shop");
        var json = answer.json();
        assertThat(json.path("port").asInt()).isEqualTo(3306);
        assertThat(json.path("tls").asString()).isEqualTo("verified");
        assertThat(json.path("watermark_type").asString()).isEqualTo("moment");
        assertThat(json.path("every_minutes").asInt()).isZero();
        assertThat(json.path("page_size").asInt()).isEqualTo(Source.DEFAULT_PAGE_SIZE);
        assertThat(json.path("state").has("due_at")).isFalse();
        for (var text :
                List.of(
                        answer.text(),
                        call("GET", PATH).text(),
                        call("GET", PATH + "/shop").text())) {
            assertThat(text)
                    .contains("db.example.org")
                    .doesNotContain(SourceScenarios.PASSWORD, "password", "sealed");
        }
    }

    @Test
    void tells_neither_the_audit_trail_nor_whoever_erred_the_password() {
        var _ = add(SourceScenarios.wish("shop"));
        var refused =
                List.of(
                        add(SourceScenarios.wish("shop")),
                        add(SourceScenarios.wish("Shop")),
                        add(SourceScenarios.wish("other").replace("SELECT", "DELETE")));

        assertThat(refused).extracting(Answer::status).containsExactly(409, 422, 422);
        assertThat(refused)
                .allSatisfy(answer ->
                        assertThat(answer.text()).doesNotContain(SourceScenarios.PASSWORD));
        assertThat(call("GET", "/api/v1/audit").text())
                .contains(PATH)
                .doesNotContain(SourceScenarios.PASSWORD);
    }

    @Test
    void names_every_fault() {
        var answer =
                add(
                        """
                        {"name":"Shop","kind":"oracle","host":"a/b?x=1","port":0,"database":"a;b",
                         "tls":"maybe","user":7,"password":false,"query":"DROP TABLE people",
                         "watermark_column":"a b","watermark_type":"text","profile":"","section":"",
                         "every_minutes":-1,"page_size":10001,"enabled":"yes",
                         "url":"jdbc:mariadb://h/?allowLocalInfile=true"}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .contains(
                        "#/name",
                        "#/kind",
                        "#/host",
                        "#/port",
                        "#/database",
                        "#/tls",
                        "#/user",
                        "#/password",
                        "#/query",
                        "#/watermark_column",
                        "#/watermark_type",
                        "#/profile",
                        "#/section",
                        "#/every_minutes",
                        "#/page_size",
                        "#/enabled",
                        "#/url");
        assertThat(call("GET", PATH).json().path("sources").size()).isZero();
    }

    @Test
    void tells_whether_a_source_works() {
        var _ = add(SourceScenarios.wish("shop"));
        server.ingestion.systems.expect(new Secret(SourceScenarios.PASSWORD));
        server.ingestion.systems.put(List.of(new Item("a", 1)));

        var works = call("POST", PATH + "/shop/test").json();

        assertThat(works.path("works").asBoolean()).isTrue();
        assertThat(works.path("columns").toString()).isEqualTo("[\"id\",\"mark\"]");
        server.ingestion.systems.obstruct(new RecordSources.Opening.Unreachable("no answer"));
        var fails = call("POST", PATH + "/shop/test").json();
        assertThat(fails.path("works").asBoolean()).isFalse();
        assertThat(fails.path("reason").asString()).isEqualTo("no answer");
    }

    @Test
    void tells_how_the_pulls_went() {
        var _ = add(SourceScenarios.wish("shop"));
        var id = new UUID(0, 1);
        var now = server.clock.instant();
        var _ = server.ingestion.sources.claim("shop", id, now);
        assertThat(state().path("running").asBoolean()).isTrue();
        var progress = new Pull.Progress(2, 20, 1);
        var _ = server.ingestion.sources.advance("shop", id, "2026-01-01", progress, now);
        var failed = new Pull.State.Failed(now, "gone");
        var _ = server.ingestion.sources.finish("shop", id, progress, failed, Instant.MAX);

        var state = state();

        assertThat(state.path("running").asBoolean()).isFalse();
        assertThat(state.path("watermark").asString()).isEqualTo("2026-01-01");
        assertThat(state.path("failures").asInt()).isEqualTo(1);
        assertThat(state.path("fault").asString()).isEqualTo("gone");
        var pull = call("GET", PATH + "/shop").json().path("pulls").get(0);
        assertThat(pull.path("status").asString()).isEqualTo("failed");
        assertThat(pull.path("rows").asInt()).isEqualTo(20);
        assertThat(pull.path("rejected").asInt()).isEqualTo(1);
    }

    private JsonNode state() {
        return call("GET", PATH + "/shop").json().path("state");
    }

    /// The same request again asks for no second pull.
    @Test
    void asks_once_for_a_pull_however_often_the_request_comes() {
        var _ = add(SourceScenarios.wish("shop"));
        var key = UUID.randomUUID().toString();
        var statuses =
                IntStream.range(0, 2)
                        .map(_ -> {
                            var asked =
                                    server.asAdmin("POST", PATH + "/shop/pull")
                                            .header("Idempotency-Key", key)
                                            .send();
                            var now = server.clock.instant();
                            var _ = server.ingestion.sources.claim("shop", new UUID(0, 1), now);
                            return asked.status();
                        })
                        .toArray();

        assertThat(statuses).as("the second would be a 409").containsExactly(202, 202);
    }

    @Test
    void lets_a_pull_come() {
        var _ = add(SourceScenarios.wish("shop"));

        assertThat(call("POST", PATH + "/shop/pull").status()).isEqualTo(202);

        assertThat(server.ingestion.sources.due(server.clock.instant(), 9)).containsExactly("shop");
        var off = SourceScenarios.wish("off").replace("\"kind\"", "\"enabled\":false,\"kind\"");
        assertThat(add(off).status()).isEqualTo(201);
        assertThat(call("POST", PATH + "/off/pull").status()).isEqualTo(409);
    }

    @Test
    void a_key_without_admin_scope_and_an_agent_stay_out() {
        var _ = add(SourceScenarios.wish("shop"));
        for (var path : List.of(PATH + "/shop/test", PATH + "/shop/pull")) {
            var call = server.client.post(path).key(TestServer.CLIENT_KEY);
            assertThat(call.send().status()).isEqualTo(403);
            assertThat(call.bearer(server.agentToken).send().status()).isEqualTo(403);
        }
        assertThat(server.ingestion.systems.asked()).isEmpty();
    }
}
