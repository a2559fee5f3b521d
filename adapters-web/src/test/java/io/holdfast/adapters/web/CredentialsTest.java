package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.Username;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Keys, tokens, cookies, and what ends them.
class CredentialsTest {

    private static final String SESSION = "/verify-session";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer session(String token) {
        return server.client.get(SESSION).key(TestServer.CLIENT_KEY).bearer(token).send();
    }

    private void is_refused(String token) {
        var answer = session(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    private static String signed(String header, String payload, byte[] secret, String algorithm)
            throws GeneralSecurityException {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var text =
                encoder.encodeToString(header.getBytes(UTF_8))
                        + "."
                        + encoder.encodeToString(payload.getBytes(UTF_8));
        if (algorithm.isEmpty()) {
            return text + ".";
        }
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret, algorithm));
        return text + "." + encoder.encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
    }

    private String payload(String issuer, String audience) {
        var user = server.users.find(new Username("agent.one")).orElseThrow();
        var session = server.sessions.live(user.id(), TestServer.START).getFirst().id();
        return "{\"iss\":\"%s\",\"aud\":[\"%s\"],\"jti\":\"%s\",\"exp\":%d}"
                .formatted(
                        issuer,
                        audience,
                        session,
                        TestServer.START.plusSeconds(60).getEpochSecond());
    }

    @Test
    void takes_only_tokens_of_its_own_making() throws Exception {
        var hs256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        var good = payload("holdfast", "holdfast-api");
        var secret = TestServer.SECRET;
        assertThat(session(signed(hs256, good, secret, "HmacSHA256")).status()).isEqualTo(200);

        is_refused(signed("{\"alg\":\"none\",\"typ\":\"JWT\"}", good, secret, ""));
        is_refused(signed("{\"alg\":\"HS512\",\"typ\":\"JWT\"}", good, secret, "HmacSHA512"));
        is_refused(signed(hs256, good, "f".repeat(32).getBytes(US_ASCII), "HmacSHA256"));
        is_refused(signed(hs256, payload("holdfast", "other-api"), secret, "HmacSHA256"));
        is_refused(signed(hs256, payload("somebody", "holdfast-api"), secret, "HmacSHA256"));
        is_refused(signed(hs256, good.replaceAll(",\"exp\":\\d+", ""), secret, "HmacSHA256"));
        is_refused(
                signed(
                        hs256,
                        good.replaceAll("\"jti\":\"[^\"]+\"", "\"jti\":\"x\""),
                        secret,
                        "HmacSHA256"));
        is_refused(signed(hs256, "{\"exp\":", secret, "HmacSHA256"));
    }

    @Test
    void refuses_a_token_that_was_tampered_with_or_is_none() {
        var token = server.agentToken;
        var parts = token.split("\\.", -1);
        is_refused(token.substring(0, token.length() - 4) + "AAAA");
        is_refused(parts[0] + "." + parts[1] + ".");
        is_refused(parts[0] + "." + server.adminToken.split("\\.", -1)[1] + "." + parts[2]);
        is_refused("nonsense");
        is_refused("a.b.c");
        is_refused("x".repeat(3_000));
    }

    @Test
    void ends_a_token_with_its_time() {
        server.now.set(TestServer.START.plus(TestServer.TOKEN_LIFETIME).minusSeconds(1));
        assertThat(session(server.agentToken).status()).isEqualTo(200);
        server.now.set(TestServer.START.plus(TestServer.TOKEN_LIFETIME));
        is_refused(server.agentToken);
    }

    @Test
    void ends_a_token_with_the_approval_for_good() {
        approve("agent.one", false);
        is_refused(server.agentToken);
        approve("agent.one", true);
        is_refused(server.agentToken);
    }

    private void approve(String username, boolean approve) {
        var json = "{\"username\":\"%s\",\"approve\":%s}".formatted(username, approve);
        assertThat(server.asAdmin("POST", "/users/approve").json(json).send().status())
                .isEqualTo(200);
    }

    @Test
    void refuses_the_token_of_a_session_that_was_never_begun() {
        var stranger =
                new Session(
                        server.ids.next(),
                        server.ids.next(),
                        TestServer.START,
                        TestServer.START.plusSeconds(60),
                        "192.0.2.7",
                        "");
        is_refused(server.tokens.issue(stranger));
    }

    @Test
    void takes_a_token_from_the_cookie_that_signing_in_sets() {
        var answer =
                server.client
                        .post("/token")
                        .key(TestServer.CLIENT_KEY)
                        .form("username", "agent.one", "password", TestServer.PASSWORD)
                        .send();
        var cookie = answer.header("Set-Cookie");
        assertThat(cookie)
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=2592000")
                .doesNotContain("Secure");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        var pair = cookie.substring(0, cookie.indexOf(';'));
        var session =
                server.client
                        .get(SESSION)
                        .key(TestServer.CLIENT_KEY)
                        .header("Cookie", "theme=dark; " + pair)
                        .send();
        assertThat(session.json().path("username").asString()).isEqualTo("agent.one");
    }

    @Test
    void prefers_the_header_to_the_cookie() {
        var answer =
                server.client
                        .get(SESSION)
                        .key(TestServer.CLIENT_KEY)
                        .bearer("nonsense")
                        .header("Cookie", "access_token=" + server.agentToken)
                        .send();
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void asks_for_what_is_missing() {
        var noKey = server.client.get(SESSION).bearer(server.agentToken).send();
        assertThat(noKey.status()).isEqualTo(401);
        assertThat(noKey.header("WWW-Authenticate")).startsWith("ApiKey");
        for (var scheme : List.of("Basic dTpw", "Bearer", "Bearer ", server.agentToken)) {
            var noToken =
                    server.client
                            .get(SESSION)
                            .key(TestServer.CLIENT_KEY)
                            .header("Authorization", scheme)
                            .send();
            assertThat(noToken.status()).isEqualTo(401);
            assertThat(noToken.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void checks_credentials_before_it_looks_at_the_body() {
        var garbage = new byte[] {(byte) 0xFF};
        var call = server.client.post("/register").body("image/png", garbage);
        assertThat(call.send().status()).isEqualTo(401);
    }

    @Test
    void ends_a_key_with_its_time() {
        server.now.set(TestServer.START.minus(Duration.ofSeconds(1)));
        var call = server.client.get("/metrics").key(TestServer.EXPIRED_KEY);
        assertThat(call.send().status()).isEqualTo(200);
        server.now.set(TestServer.START);
        call = server.client.get("/metrics").key(TestServer.EXPIRED_KEY);
        assertThat(call.send().status()).isEqualTo(403);
    }

    @Test
    void opens_the_metrics_to_the_right_scrape_token_only() {
        assertThat(server.client.get("/metrics").bearer(TestServer.SCRAPE_TOKEN).send().status())
                .isEqualTo(200);
        for (var wrong : List.of("scrape-toke", "scrape-token2", server.adminToken)) {
            assertThat(server.client.get("/metrics").bearer(wrong).send().status()).isEqualTo(401);
        }
        assertThat(
                        server.client
                                .get("/metrics")
                                .bearer(TestServer.SCRAPE_TOKEN)
                                .key("wrong")
                                .send()
                                .status())
                .isEqualTo(403);
    }

    @Test
    void never_tells_unknown_names_from_wrong_passwords() {
        var unknown = signIn("nobody", "whatever it is");
        var wrong = signIn("agent.one", "whatever it is");
        assertThat(unknown.status()).isEqualTo(wrong.status()).isEqualTo(401);
        assertThat(unknown.json().path("detail")).isEqualTo(wrong.json().path("detail"));
    }

    private Answer signIn(String username, String password) {
        return server.client
                .post("/token")
                .key(TestServer.CLIENT_KEY)
                .form("username", username, "password", password)
                .send();
    }

    @Test
    void reads_names_and_passwords_in_any_script() {
        var name = "Zo\u00eb.\u5f20\u4f1f";
        var password = "p\u00e4ssw\u00f6rt & = + % \ud83d\ude00";
        var json =
                "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"admin\"}"
                        .formatted(name, password);
        server.client
                .post("/register")
                .key(TestServer.CLIENT_KEY)
                .body("application/json; charset=UTF-8", json.getBytes(UTF_8))
                .send();
        assertThat(signIn(name, password).status()).isEqualTo(403);
        approve(name, true);
        assertThat(signIn(name, password).status()).isEqualTo(200);
    }
}
