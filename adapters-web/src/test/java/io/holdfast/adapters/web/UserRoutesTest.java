package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Finding, locking and helping users; registering and passwords.
class UserRoutesTest {

    private static final String USERS = "/api/v1/users";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void finds_users_by_part_of_the_name_role_and_state() {
        server.addUser("Adam", Role.AGENT);
        server.addExternal("madame@example.com");
        server.users.update(user("Adam").withLock(true));

        assertThat(names("?search=ADAM")).containsExactly("Adam", "madame@example.com");
        assertThat(names("?role=admin")).containsExactly("admin.one");
        assertThat(names("?locked=true")).containsExactly("Adam");
        assertThat(names("?approved=false")).isEmpty();
        assertThat(names("?search=ad&role=agent&locked=false"))
                .containsExactly("madame@example.com");
        var external = list("?search=madame").json().path("users").get(0);
        assertThat(external.path("external").asBoolean()).isTrue();
        assertThat(external.path("created_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "_", "a%", "' OR '1'='1", "\\", "*", "agent.one'--", "x\ud83d\ude00"})
    void takes_nothing_in_a_search_for_a_wildcard_or_for_sql(String search) {
        assertThat(names("?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void pages_through_names_without_leaving_out_or_repeating_any() {
        for (int i = 0; i < 5; i++) {
            server.addUser("page." + i, Role.AGENT);
        }
        var seen = new ArrayList<String>();
        var page = list("?limit=2").json();
        while (true) {
            page.path("users").forEach(user -> seen.add(user.path("username").asString()));
            if (!page.has("next_cursor")) {
                break;
            }
            // Who comes or goes between two pages moves nobody else.
            server.addUser("aaa." + seen.size(), Role.AGENT);
            page = list("?limit=2&cursor=" + page.path("next_cursor").asString()).json();
        }

        assertThat(seen)
                .containsExactly(
                        "admin.one", "agent.one", "page.0", "page.1", "page.2", "page.3", "page.4");
    }

    @Test
    void names_every_fault_of_a_search() {
        var answer =
                list(
                        "?search="
                                + "a".repeat(51)
                                + "&role=root&approved=yes&locked=1&limit=1001&cursor=x&sort=name");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "#/query/search",
                        "#/query/role",
                        "#/query/approved",
                        "#/query/locked",
                        "#/query/limit",
                        "#/query/cursor",
                        "#/query/sort");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search=a%00b",
                "search=%0a",
                // The cursors of another list, of nobody, of a name that cannot be, and too long.
                "cursor=YmVmb3JlOjM",
                "cursor=YWZ0ZXI6",
                "cursor=YWZ0ZXI6JyBPUiAxPTE",
                "cursor=!",
                "cursor="
            })
    void refuses(String query) {
        assertThat(list("?" + query).status()).isEqualTo(422);
        assertThat(list("?cursor=" + "YWZ0".repeat(500)).status()).isEqualTo(422);
    }

    @Test
    void locks_a_user_out_at_once_and_lets_it_in_again() {
        var path = USERS + "/AGENT.one/lock";

        var locked = server.asAdmin("POST", path).json("{\"locked\":true}").send();

        assertThat(locked.json().path("username").asString()).isEqualTo("agent.one");
        assertThat(locked.json().path("locked").asBoolean()).isTrue();
        assertThat(session(server.agentToken)).isEqualTo(401);
        assertThat(signIn("agent.one", TestServer.PASSWORD)).isEqualTo(403);
        server.asAdmin("POST", path).json("{\"locked\":false}").send();
        assertThat(session(server.agentToken)).isEqualTo(401);
        assertThat(signIn("agent.one", TestServer.PASSWORD)).isEqualTo(200);
    }

    @Test
    void gives_a_role_and_ends_an_admins_sessions_with_it() {
        var token = server.enter(server.addUser("admin.two", Role.ADMIN));
        var path = USERS + "/admin.two/role";

        var answer = server.asAdmin("POST", path).json("{\"role\":\"agent\"}").send();

        assertThat(answer.json().path("role").asString()).isEqualTo("agent");
        assertThat(session(token)).isEqualTo(401);
        assertThat(
                        server.asAdmin("POST", USERS + "/admin.one/role")
                                .json("{\"role\":\"agent\"}")
                                .send()
                                .status())
                .isEqualTo(409);
    }

    @Test
    void reads_a_name_from_the_path_as_it_was_meant() {
        server.addUser("eve+a@example.com", Role.AGENT);

        var answer =
                server.asAdmin("POST", USERS + "/eve%2Ba%40example.com/lock")
                        .json("{\"locked\":true}")
                        .send();

        assertThat(answer.json().path("username").asString()).isEqualTo("eve+a@example.com");
        for (var bad : List.of("a", "%00%00%00", "a%20b", "a".repeat(51), "..%2f..%2fx")) {
            assertThat(
                            server.asAdmin("POST", USERS + "/" + bad + "/lock")
                                    .json("{\"locked\":true}")
                                    .send()
                                    .status())
                    .as(bad)
                    .isIn(404, 422);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"locked\":\"true\"}",
                "{\"locked\":1}",
                "{\"locked\":null}",
                "{\"locked\":[true]}",
                "{\"locked\":true,\"role\":\"admin\"}",
                "{\"locked\":true,\"approved\":true}",
                "{\"Locked\":true}",
                "[]"
            })
    void locks_nobody_by(String json) {
        assertThat(server.asAdmin("POST", USERS + "/agent.one/lock").json(json).send().status())
                .isEqualTo(422);
        assertThat(user("agent.one").locked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"ADMIN\"}",
                "{\"role\":\"root\"}",
                "{\"role\":\"\"}",
                "{\"role\":7}",
                "{\"role\":\"admin\",\"approved\":true}"
            })
    void gives_no_role_by(String json) {
        assertThat(server.asAdmin("POST", USERS + "/agent.one/role").json(json).send().status())
                .isEqualTo(422);
        assertThat(user("agent.one").role()).isEqualTo(Role.AGENT);
    }

    @Test
    void helps_one_who_forgot_the_password() {
        var reset = server.asAdmin("POST", USERS + "/agent.one/reset-password").send();

        var temporary = reset.json().path("temporary_password").asString();
        assertThat(reset.json().path("expires_at").asString()).isEqualTo("2026-01-03T03:04:05Z");
        assertThat(reset.header("Cache-Control")).isEqualTo("no-store");
        assertThat(session(server.agentToken)).isEqualTo(401);
        assertThat(signIn("agent.one", TestServer.PASSWORD)).isEqualTo(401);
        assertThat(signIn("agent.one", temporary)).isEqualTo(403);
        assertThat(change("agent.one", temporary, "another good one").status()).isEqualTo(200);
        assertThat(signIn("agent.one", "another good one")).isEqualTo(200);
        assertThat(list("").text()).doesNotContain(temporary);
    }

    @Test
    void changes_a_password_for_its_owner_only() {
        assertThat(change("agent.one", "wrong password", "another good one").status())
                .isEqualTo(401);
        assertThat(change("nobody", TestServer.PASSWORD, "another good one").status())
                .isEqualTo(401);
        server.users.update(user("agent.one").withLock(true));
        assertThat(change("agent.one", TestServer.PASSWORD, "another good one").status())
                .isEqualTo(403);
        server.users.update(user("agent.one").withLock(false));

        assertThat(change("agent.one", TestServer.PASSWORD, "another good one").status())
                .isEqualTo(200);
        assertThat(session(server.agentToken)).isEqualTo(401);
        assertThat(signIn("agent.one", TestServer.PASSWORD)).isEqualTo(401);
    }

    @Test
    void names_what_is_wrong_with_a_new_password() {
        for (var bad : List.of("short", "x".repeat(129), "iLoveYou1", "agent.one", "AGENT.one1")) {
            var answer = change("agent.one", TestServer.PASSWORD, bad);
            assertThat(answer.status()).as(bad).isEqualTo(422);
            assertThat(pointers(answer)).containsExactly("#/new_password");
        }
        assertThat(pointers(change("agent.one", TestServer.PASSWORD, TestServer.PASSWORD)))
                .containsExactly("#/new_password");
        assertThat(pointers(change("", "", ""))).hasSize(3);
    }

    @Test
    void lets_whoever_fails_too_often_wait_wherever_the_password_is_shown() {
        for (int i = 0; i < 5; i++) {
            assertThat(change("agent.one", "wrong password", "another good one").status())
                    .isEqualTo(401);
        }

        var answer = change("agent.one", TestServer.PASSWORD, "another good one");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("61");
        assertThat(signIn("agent.one", TestServer.PASSWORD)).isEqualTo(429);
        assertThat(signIn("admin.one", TestServer.PASSWORD)).isEqualTo(200);
        server.now.set(TestServer.START.plusSeconds(60));
        assertThat(signIn("agent.one", TestServer.PASSWORD)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"approved\":true",
                "\"locked\":false",
                "\"id\":\"00000000-0000-7000-8000-000000000001\"",
                "\"revision\":7",
                "\"credential\":{}",
                "\"Role\":\"admin\""
            })
    void lets_nobody_register_with_more_than_is_asked_for(String member) {
        var json =
                "{\"username\":\"eve.mallory\",\"password\":\"a good password\",\"role\":\"agent\",%s}"
                        .formatted(member);

        assertThat(register(json)).isEqualTo(422);
        assertThat(server.users.find(new Username("eve.mallory"))).isEmpty();
    }

    @Test
    void approves_nobody_for_wishing_to_be_an_admin() {
        var json =
                "{\"username\":\"eve.mallory\",\"password\":\"a good password\",\"role\":\"admin\"}";

        assertThat(register(json)).isEqualTo(201);
        assertThat(user("eve.mallory").isActiveAdmin()).isFalse();
        assertThat(signIn("eve.mallory", "a good password")).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1", "eve.mallory", "EVE.mallory!", "1234567"})
    void registers_nobody_with_the_password(String password) {
        var json =
                "{\"username\":\"eve.mallory\",\"password\":\"%s\",\"role\":\"agent\"}"
                        .formatted(password);

        assertThat(register(json)).isEqualTo(422);
        assertThat(server.users.find(new Username("eve.mallory"))).isEmpty();
    }

    private int register(String json) {
        return server.client
                .post("/register")
                .key(TestServer.CLIENT_KEY)
                .json(json)
                .send()
                .status();
    }

    private Answer change(String name, String present, String chosen) {
        return server.client
                .post("/api/v1/password")
                .key(TestServer.CLIENT_KEY)
                .json(IdentityScenarios.change(name, present, chosen))
                .send();
    }

    private int signIn(String name, String password) {
        return server.client
                .post("/token")
                .key(TestServer.CLIENT_KEY)
                .form("username", name, "password", password)
                .send()
                .status();
    }

    private int session(String token) {
        return server.client
                .get("/verify-session")
                .key(TestServer.CLIENT_KEY)
                .bearer(token)
                .send()
                .status();
    }

    private User user(String name) {
        return server.users.find(new Username(name)).orElseThrow();
    }

    private Answer list(String query) {
        return server.asAdmin("GET", USERS + query).send();
    }

    private List<String> names(String query) {
        return list(query).json().path("users").values().stream()
                .map(user -> user.path("username").asString())
                .toList();
    }

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }
}
