package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other sites cannot make a browser change anything with the user's cookie.
class CrossSiteTest {

    private static final String ALLOWED = "https://console.example.com";
    private static final String NOTHING = "/api/v1/sessions/00000000-0000-0000-0000-000000000009";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private ContractClient.Call byCookie(String method, String path) {
        return server.client
                .call(method, path)
                .header("Cookie", "access_token=" + server.agentToken);
    }

    /// A change of nothing: 404 says that it was let in.
    private Answer change(String... headers) {
        var call = byCookie("DELETE", NOTHING);
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return call.send();
    }

    private static void is_let_in(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
    }

    private static void is_refused(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("code").asString()).isEqualTo("cross_site");
    }

    private String self(String scheme) {
        return scheme + "://127.0.0.1:" + server.web.port();
    }

    @Test
    void lets_our_own_pages_in_and_programs() {
        is_let_in(change());
        is_let_in(change("Sec-Fetch-Site", "same-origin"));
        is_let_in(change("Sec-Fetch-Site", "none"));
        is_let_in(change("Origin", self("http")));
        is_let_in(change("Origin", self("https")));
        is_let_in(change("Sec-Fetch-Site", "same-origin", "Origin", self("http")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "SAME-ORIGIN", "nonsense"})
    void refuses_what_a_browser_says_is_from_elsewhere(String site) {
        is_refused(change("Sec-Fetch-Site", site));
        is_refused(change("Sec-Fetch-Site", site, "Origin", self("http")));
        is_refused(change("Sec-Fetch-Site", site, "Origin", "https://evil.example"));
        is_let_in(change("Sec-Fetch-Site", site, "Origin", ALLOWED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://127.0.0.1",
                "http://127.0.0.1.evil.example",
                "https://console.example.com.evil.example",
                "https://CONSOLE.example.com",
                "http://console.example.com",
                "127.0.0.1",
                "://",
                "garbage"
            })
    void refuses_other_origins_of_old_browsers(String origin) {
        is_refused(change("Origin", origin));
    }

    @Test
    void refuses_an_origin_with_our_name_and_another_port() {
        is_refused(change("Origin", "http://127.0.0.1:1"));
        is_refused(change("Origin", self("http") + "0"));
    }

    @Test
    void lets_allowed_origins_of_old_browsers_in() {
        is_let_in(change("Origin", ALLOWED));
    }

    @ParameterizedTest
    @CsvSource({"POST,/api/v1/logout", "DELETE,/api/v1/sessions"})
    void changes_nothing_when_it_refuses(String method, String path) {
        is_refused(byCookie(method, path).header("Sec-Fetch-Site", "cross-site").send());
        var session = byCookie("GET", "/api/v1/sessions").send();
        assertThat(session.status()).isEqualTo(200);
    }

    @Test
    void refuses_a_form_of_another_site_on_every_kind_of_route() {
        var form =
                server.client
                        .post("/users/approve")
                        .key(TestServer.CLIENT_KEY)
                        .header("Cookie", "access_token=" + server.adminToken)
                        .header("Origin", "https://evil.example")
                        .json("{\"username\":\"agent.one\",\"approve\":false}");
        is_refused(form.send());
        var admin =
                server.client
                        .post("/admin/reload_models")
                        .header("Cookie", "access_token=" + server.adminToken)
                        .header("Sec-Fetch-Site", "cross-site");
        assertThat(admin.send().status()).isIn(401, 403);
        assertThat(server.asAgent("GET", "/verify-session").send().status()).isEqualTo(200);
    }

    @Test
    void lets_anybody_read_and_whoever_shows_the_token_change() {
        var read =
                byCookie("GET", "/api/v1/sessions")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Origin", "https://evil.example");
        assertThat(read.send().status()).isEqualTo(200);
        var shown =
                server.client
                        .call("DELETE", NOTHING)
                        .bearer(server.agentToken)
                        .header("Sec-Fetch-Site", "cross-site");
        is_let_in(shown.send());
    }

    @Test
    void says_first_that_a_token_is_not_genuine() {
        var call =
                server.client
                        .call("DELETE", NOTHING)
                        .header("Cookie", "access_token=nonsense")
                        .header("Sec-Fetch-Site", "cross-site");
        assertThat(call.send().status()).isEqualTo(401);
    }
}
