package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeing and ending sessions, one's own and, for admins, others'.
class SessionRoutesTest {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final String LOGOUT = "/api/v1/logout";

    private final TestServer server = TestServer.start();
    private final User ada = server.addUser("ada", Role.AGENT);
    private final String first = server.enter(ada);
    private final String second = server.enter(ada);

    @AfterEach
    void stop() {
        server.close();
    }

    private ContractClient.Call as(String token, String method, String path) {
        return server.client.call(method, path).bearer(token);
    }

    private int status(String token) {
        return as(token, "GET", SESSIONS).send().status();
    }

    private UUID idOf(String token) {
        return server.authenticated(token);
    }

    @Test
    void lists_ones_own_sessions_and_marks_the_one_that_asks() {
        var answer = as(second, "GET", SESSIONS).send().json();
        assertThat(answer.path("total").asInt()).isEqualTo(2);
        var newest = answer.path("sessions").get(0);
        assertThat(newest.path("id").asString()).isEqualTo(idOf(second).toString());
        assertThat(newest.path("current").asBoolean()).isTrue();
        assertThat(newest.path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(newest.path("started_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(answer.path("sessions").get(1).path("current").asBoolean()).isFalse();
    }

    @Test
    void signing_in_tells_where_from_and_with_what() {
        var token =
                server.client
                        .post("/token")
                        .key(TestServer.CLIENT_KEY)
                        .header("User-Agent", "shop/" + "1".repeat(300))
                        .form("username", "ada", "password", TestServer.PASSWORD)
                        .send()
                        .json()
                        .path("access_token")
                        .asString();
        var session = as(token, "GET", SESSIONS).send().json().path("sessions").get(0);
        assertThat(session.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(session.path("agent").asString())
                .startsWith("shop/1")
                .hasSize(Session.MAX_AGENT_LENGTH);
    }

    @Test
    void signing_out_ends_the_session_and_takes_the_cookie_away() {
        var answer = as(first, "POST", LOGOUT).send();
        assertThat(answer.status()).isEqualTo(200);
        cookie_is_taken(answer);
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(200);
        assertThat(as(first, "POST", LOGOUT).send().status()).isEqualTo(401);
    }

    private static void cookie_is_taken(Answer answer) {
        assertThat(answer.header("Set-Cookie"))
                .isEqualTo("access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    @Test
    void signing_out_everywhere_ends_all_of_ones_own() {
        var answer = as(first, "DELETE", SESSIONS).send();
        assertThat(answer.json().path("ended").asInt()).isEqualTo(2);
        cookie_is_taken(answer);
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(401);
        assertThat(status(server.agentToken)).isEqualTo(200);
    }

    @Test
    void ends_another_session_of_ones_own() {
        var path = SESSIONS + "/" + idOf(second);
        assertThat(as(first, "DELETE", path).send().status()).isEqualTo(200);
        assertThat(status(second)).isEqualTo(401);
        assertThat(as(first, "DELETE", path).send().status()).isEqualTo(404);
        assertThat(status(first)).isEqualTo(200);
    }

    @Test
    void knows_nothing_of_another_users_session() {
        for (var token : new String[] {server.agentToken, server.adminToken}) {
            var answer = as(first, "DELETE", SESSIONS + "/" + idOf(token)).send();
            var none = as(first, "DELETE", SESSIONS + "/" + new UUID(9, 9)).send();
            assertThat(answer.status()).isEqualTo(none.status()).isEqualTo(404);
            assertThat(answer.json().path("title")).isEqualTo(none.json().path("title"));
            assertThat(status(token)).isEqualTo(200);
        }
        var byAdmin = as(server.adminToken, "DELETE", SESSIONS + "/" + idOf(first)).send();
        assertThat(byAdmin.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-1-1-1-1",
                "x",
                "..%2f..%2fusers",
                "'%20OR%201=1--",
                "%00",
                "00000000-0000-0000-0000-000000000000"
            })
    void finds_no_session_under_a_made_up_id(String id) {
        assertThat(as(first, "DELETE", SESSIONS + "/" + id).send().status()).isIn(400, 404);
        assertThat(status(first)).isEqualTo(200);
    }

    @Test
    void ends_the_oldest_with_the_51st() {
        for (int i = 2; i < Sessions.MAX_PER_USER; i++) {
            server.enter(ada);
        }
        assertThat(status(first)).isEqualTo(200);
        server.enter(ada);
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(200);
    }

    @Test
    void shows_and_ends_sessions_of_others_to_admins_only() {
        var path = "/api/v1/users/ADA/sessions";
        for (var method : new String[] {"GET", "DELETE"}) {
            assertThat(as(first, method, path).send().status()).isEqualTo(403);
            assertThat(server.client.call(method, path).send().status()).isEqualTo(401);
            assertThat(as(server.adminToken, method, "/api/v1/users/nobody/sessions").send())
                    .extracting(Answer::status)
                    .isEqualTo(404);
            assertThat(as(server.adminToken, method, "/api/v1/users/%27/sessions").send())
                    .extracting(Answer::status)
                    .isEqualTo(404);
        }
        var listed = as(server.adminToken, "GET", path).send().json();
        assertThat(listed.path("total").asInt()).isEqualTo(2);
        assertThat(listed.path("sessions").get(0).path("current").asBoolean()).isFalse();
        var ended = server.client.call("DELETE", path).key(TestServer.ADMIN_KEY).send();
        assertThat(ended.json().path("ended").asInt()).isEqualTo(2);
        assertThat(status(first)).isEqualTo(401);
    }

    @Test
    void ends_with_the_approval_the_role_and_the_lock() {
        change("ada", new ChangeUser.Change.Approve(false));
        assertThat(status(first)).isEqualTo(401);
        var demoted = server.addUser("admin.two", Role.ADMIN);
        var token = server.enter(demoted);
        change("admin.two", new ChangeUser.Change.GiveRole(Role.AGENT));
        assertThat(as(token, "GET", "/api/v1/users/ada/sessions").send().status()).isEqualTo(401);
        var locked = server.enter(server.addUser("bob", Role.AGENT));
        change("bob", new ChangeUser.Change.Lock(true));
        assertThat(status(locked)).isEqualTo(401);
    }

    private void change(String name, ChangeUser.Change change) {
        var command = new ChangeUser.Command(new Username(name), change);
        assertThat(server.useCases().identity().changeUser().change(command))
                .isInstanceOf(ChangeUser.Outcome.Changed.class);
    }

    @Test
    void a_providers_user_signs_out_at_the_provider() {
        server.addExternal("eve.external");
        var token = "external:eve.external";
        assertThat(as(token, "GET", SESSIONS).send().json().path("total").asInt()).isZero();
        assertThat(as(token, "POST", LOGOUT).send().status()).isEqualTo(409);
        assertThat(as(token, "DELETE", SESSIONS).send().json().path("ended").asInt()).isZero();
    }

    @Test
    void a_providers_new_user_waits_and_an_absent_provider_is_no_refusal() {
        assertThat(status("external:new.external")).isEqualTo(403);
        var listed = server.asAdmin("GET", "/users").send().text();
        assertThat(listed).contains("new.external");
        var away = as("external:away", "GET", SESSIONS).send();
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotEmpty();
    }
}
