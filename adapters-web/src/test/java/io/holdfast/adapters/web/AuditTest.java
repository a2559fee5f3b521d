package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditEvent.Result;
import io.holdfast.domain.identity.AuditTrail;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the audit trail is told by requests, and how it is read.
class AuditTest {

    private static final String APPROVE = "/users/approve";
    private static final String PATH = "/api/v1/audit";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String approval(String username, boolean approve) {
        return "{\"username\":\"%s\",\"approve\":%s}".formatted(username, approve);
    }

    private AuditEvent only() {
        assertThat(server.audit.events()).hasSize(1);
        return server.audit.events().getFirst();
    }

    private Actor user(String name) {
        var user = server.users.find(new Username(name)).orElseThrow();
        return new Actor(Actor.Kind.USER, user.id().toString(), name);
    }

    private Answer signIn(String username, String password) {
        return server.client
                .post("/token")
                .key(TestServer.CLIENT_KEY)
                .form("username", username, "password", password)
                .send();
    }

    @Test
    void a_change_by_an_admin_is_told_before_and_after() {
        var answer =
                server.asAdmin("POST", APPROVE)
                        .header("X-Request-ID", "r-1")
                        .json(approval("agent.one", false))
                        .send();
        assertThat(answer.status()).isEqualTo(200);

        assertThat(server.audit.events())
                .extracting(AuditEvent::result)
                .containsExactly(Result.BEGAN, Result.SUCCEEDED);
        var ended = server.audit.events().getLast();
        assertThat(ended.id()).isEqualTo(server.audit.events().getFirst().id());
        assertThat(ended.actor()).isEqualTo(user("admin.one"));
        assertThat(ended.action()).isEqualTo("POST /users/approve");
        assertThat(ended.target()).isEqualTo("agent.one");
        assertThat(ended.address()).isEqualTo("127.0.0.1");
        assertThat(ended.requestId()).isEqualTo("r-1");
        assertThat(ended.at()).isEqualTo(TestServer.START);
    }

    @Test
    void a_change_that_is_refused_says_so_without_a_name_that_nobody_has() {
        server.asAdmin("POST", APPROVE).json(approval("hunter2hunter2", true)).send();

        assertThat(server.audit.events())
                .extracting(AuditEvent::result)
                .containsExactly(Result.BEGAN, Result.REFUSED);
        assertThat(server.audit.events().toString()).doesNotContain("hunter2");
    }

    @Test
    void the_path_says_what_a_change_is_about() {
        server.client
                .post("/api/v1/models/v7/activate")
                .key(TestServer.ADMIN_KEY)
                .json("{}")
                .send();

        var ended = server.audit.events().getLast();
        assertThat(ended.action()).isEqualTo("POST /api/v1/models/{version}/activate");
        assertThat(ended.target()).isEqualTo("v7");
        assertThat(ended.actor().kind()).isEqualTo(Actor.Kind.KEY);
        assertThat(ended.actor().name()).isEqualTo("operator");
        assertThat(ended.result()).isEqualTo(Result.REFUSED);
    }

    @Test
    void a_change_by_a_key_with_admin_scope_is_told_wherever_it_is_made() {
        server.client
                .post("/api/v1/batch-predict")
                .key(TestServer.ADMIN_KEY)
                .json("{\"customers\":[%s]}".formatted(EveryStatusTest.SUBSCRIBER))
                .send();
        assertThat(server.audit.events())
                .extracting(AuditEvent::action)
                .containsOnly("POST /api/v1/batch-predict");
        int before = server.audit.events().size();
        server.client
                .post("/api/v1/predict")
                .key(TestServer.ADMIN_KEY)
                .json(EveryStatusTest.SUBSCRIBER)
                .send();
        server.client.get("/api/v1/models/status").key(TestServer.ADMIN_KEY).send();
        assertThat(server.audit.events()).hasSize(before);
    }

    @Test
    void what_clients_and_strangers_do_is_none_of_its_business() {
        server.client.get("/health").send();
        server.client
                .post("/api/v1/batch-predict")
                .key(TestServer.CLIENT_KEY)
                .json("{\"customers\":[%s]}".formatted(EveryStatusTest.SUBSCRIBER))
                .send();
        server.client.get("/verify-session").key(TestServer.CLIENT_KEY).send();

        assertThat(server.audit.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/customers/c1/events, /api/customers/{id}/events, c1",
        "/api/churn/predictions, /api/churn/predictions, ''",
        "/api/v1/customers/c1/risk, /api/v1/customers/{id}/risk, c1"
    })
    void what_a_client_reads_of_customers_is_told(String path, String template, String target) {
        server.client.get(path).key(TestServer.CLIENT_KEY).send();

        assertThat(only().action()).isEqualTo("GET " + template);
        assertThat(only().target()).isEqualTo(target);
    }

    @Test
    void every_use_of_personal_data_is_one_row() {
        assertThat(server.asAdmin("GET", "/users?limit=3").send().status()).isEqualTo(200);
        var read = only();
        assertThat(read.actor()).isEqualTo(user("admin.one"));
        assertThat(read.action()).isEqualTo("GET /users");
        assertThat(read.target()).isEmpty();
        assertThat(read.result()).isEqualTo(Result.SUCCEEDED);

        server.client.get("/api/v1/batch/status/b-1").key(TestServer.CLIENT_KEY).send();
        var refused = server.audit.events().getLast();
        assertThat(refused.action()).isEqualTo("GET /api/v1/batch/status/{batch_id}");
        assertThat(refused.target()).isEqualTo("b-1");
        assertThat(refused.actor().name()).isEqualTo("shop");
        assertThat(refused.result()).isEqualTo(Result.REFUSED);
    }

    @Test
    void a_failure_is_told_as_one() {
        UserQueries broken =
                (_, _, _) -> {
                    throw new IllegalStateException("no");
                };
        try (var own = TestServer.withUsers(broken)) {
            own.asAdmin("GET", "/users").send();
            assertThat(own.audit.events())
                    .extracting(AuditEvent::result)
                    .containsExactly(Result.FAILED);
        }
    }

    @Test
    void who_is_known_and_tries_what_only_admins_may_is_told() {
        server.asAgent("POST", APPROVE).json(approval("agent.one", true)).send();
        assertThat(only().actor()).isEqualTo(user("agent.one"));
        assertThat(only().result()).isEqualTo(Result.REFUSED);

        server.client.get(PATH).key(TestServer.CLIENT_KEY).send();
        var last = server.audit.events().getLast();
        assertThat(last.actor().kind()).isEqualTo(Actor.Kind.KEY);
        assertThat(last.actor().name()).isEqualTo("shop");
        assertThat(last.action()).isEqualTo("GET /api/v1/audit");
    }

    @Test
    void strangers_are_counted_and_not_told() {
        server.client.post(APPROVE).json(approval("agent.one", true)).send();
        server.client.post(APPROVE).key("made-up").json(approval("agent.one", true)).send();
        server.client.get(PATH).bearer("made-up").send();

        assertThat(server.audit.events()).isEmpty();
        var metrics = server.client.get("/metrics").bearer(TestServer.SCRAPE_TOKEN).send().text();
        assertThat(metrics).contains("\nrefused_credentials_total 3.0\n");
    }

    @Test
    void signing_in_is_told_with_the_users_name() {
        assertThat(signIn("agent.one", TestServer.PASSWORD).status()).isEqualTo(200);
        assertThat(only().action()).isEqualTo("sign-in");
        assertThat(only().actor()).isEqualTo(user("agent.one"));
        assertThat(only().result()).isEqualTo(Result.SUCCEEDED);

        assertThat(signIn("AGENT.one", "a wrong password").status()).isEqualTo(401);
        var wrong = server.audit.events().getLast();
        assertThat(wrong.actor()).isEqualTo(user("agent.one"));
        assertThat(wrong.result()).isEqualTo(Result.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "correct horse battery", "my-Secret-1", "x"})
    void a_name_that_is_nobodys_may_be_a_password_and_is_not_told(String typed) {
        signIn(typed, "whatever it is");

        assertThat(only().actor()).isEqualTo(Actor.NOBODY);
        assertThat(only().target()).isEmpty();
        assertThat(only().result()).isEqualTo(Result.REFUSED);
        assertThat(only().toString()).doesNotContain(typed + ",", "whatever");
    }

    @Test
    void registering_is_told_with_the_client_that_asked() {
        var json =
                "{\"username\":\"new.one\",\"password\":\"%s\",\"role\":\"agent\"}"
                        .formatted(TestServer.PASSWORD);
        server.client.post("/register").key(TestServer.CLIENT_KEY).json(json).send();

        assertThat(server.audit.events())
                .extracting(AuditEvent::result)
                .containsExactly(Result.BEGAN, Result.SUCCEEDED);
        var ended = server.audit.events().getLast();
        assertThat(ended.action()).isEqualTo("register");
        assertThat(ended.actor().name()).isEqualTo("shop");
        assertThat(ended.target()).isEqualTo("new.one");
        assertThat(server.audit.events().toString()).doesNotContain(TestServer.PASSWORD);
    }

    /// A trail that fails from the nth row on.
    private static AuditTrail failing(int from) {
        var written = new ArrayList<AuditEvent>();
        return new AuditTrail() {
            @Override
            public synchronized void append(AuditEvent event) {
                if (written.size() >= from) {
                    throw new Unavailable("database error 53100", new IllegalStateException());
                }
                written.add(event);
            }

            @Override
            public int forget(Instant before, int limit) {
                return 0;
            }
        };
    }

    @Test
    void what_cannot_be_told_is_not_done() {
        try (var own = TestServer.auditedBy(failing(0))) {
            var answer = own.asAdmin("POST", APPROVE).json(approval("agent.one", false)).send();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text()).doesNotContain("53100");
            assertThat(own.users.find(new Username("agent.one")).orElseThrow().approved()).isTrue();
            assertThat(own.asAdmin("GET", "/users").send().status()).isEqualTo(503);
            var token =
                    own.client
                            .post("/token")
                            .key(TestServer.CLIENT_KEY)
                            .form("username", "agent.one", "password", TestServer.PASSWORD)
                            .send();
            assertThat(token.status()).isEqualTo(503);
            assertThat(token.header("Set-Cookie")).isEmpty();
            assertThat(own.asAgent("GET", PATH).send().status()).isEqualTo(403);
        }
    }

    @Test
    void what_is_done_is_answered_although_its_end_cannot_be_told() {
        try (var own = TestServer.auditedBy(failing(1))) {
            var answer = own.asAdmin("POST", APPROVE).json(approval("agent.one", false)).send();
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void is_read_newest_first_by_pages_and_tells_its_readers() {
        signIn("agent.one", "a wrong password");
        signIn("agent.one", TestServer.PASSWORD);
        signIn("nobody", TestServer.PASSWORD);

        var page = server.asAdmin("GET", PATH + "?limit=2").send().json();
        assertThat(page.path("events").size()).isEqualTo(2);
        var newest = page.path("events").path(0);
        assertThat(newest.path("position").asInt()).isEqualTo(3);
        assertThat(newest.path("actor").path("kind").asString()).isEqualTo("anonymous");
        assertThat(newest.path("result").asString()).isEqualTo("refused");
        assertThat(newest.path("hash").asString()).hasSize(64);
        var cursor = page.path("next_cursor").asString();
        var rest = server.asAdmin("GET", PATH + "?limit=2&cursor=" + cursor).send().json();
        assertThat(rest.path("events").size()).isEqualTo(1);
        assertThat(rest.path("events").path(0).path("position").asInt()).isEqualTo(1);
        assertThat(rest.has("next_cursor")).isFalse();
        assertThat(server.audit.events().getLast().action()).isEqualTo("GET /api/v1/audit");
    }

    @ParameterizedTest
    @CsvSource({
        "actor=agent.one, 2",
        "actor=agent, 0",
        "action=sign, 3",
        "action=sign-in&actor=agent.one, 2",
        "target=agent.one, 0",
        "from=2026-01-02T03:04:05Z, 3",
        "from=2026-01-02T03:04:06Z, 0",
        "until=2026-01-02T03:04:05Z, 0",
        "until=2026-01-02T04:04:06%2B01:00, 3"
    })
    void is_narrowed_by_its_filters(String query, int rows) {
        signIn("agent.one", "a wrong password");
        signIn("agent.one", TestServer.PASSWORD);
        signIn("nobody", TestServer.PASSWORD);

        var answer = server.asAdmin("GET", PATH + "?" + query).send().json();
        assertThat(answer.path("events").size()).isEqualTo(rows);
    }

    @Test
    void names_every_fault_of_a_query() {
        var query = "?limit=1001&from=now&until=2026-13-01T00:00:00Z&cursor=x&nobody=1&actor=%00";
        var answer = server.asAdmin("GET", PATH + query).send();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(
                        answer.json()
                                .path("errors")
                                .valueStream()
                                .map(error -> error.path("pointer").asString()))
                .isEqualTo(
                        List.of(
                                "#/query/actor",
                                "#/query/from",
                                "#/query/until",
                                "#/query/limit",
                                "#/query/cursor",
                                "#/query/nobody"));
    }
}
