package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.connection.Pace;
import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.Network;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Where requests come from and what that opens: this test is a trusted proxy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkEdgeTest {

    private static final String OFFICE = "192.0.2.7";
    private static final String OFFICE_6 = "[2001:db8::7]:4711";
    private static final String ELSEWHERE = "203.0.113.9";
    private static final String OFFICE_KEY = "office-key";
    private static final String ALMIGHTY_KEY = "almighty-key";

    private final TestServer server =
            TestServer.behind(
                    new WebAdapter.Edge(
                            new WebAdapter.Tls.Off(),
                            networks("127.0.0.0/8"),
                            networks("192.0.2.0/24", "2001:db8::/32"),
                            Pace.Limits.standard()));

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream().map(text -> Network.parse(text).orElseThrow()).toList();
    }

    @BeforeAll
    void addKeys() {
        server.addKey(
                "office",
                OFFICE_KEY,
                Scope.ofClients(),
                Tier.INTERNAL,
                networks("192.0.2.0/24", "2001:db8::/32"),
                Instant.MAX);
        server.addKey("almighty", ALMIGHTY_KEY, Set.of(Scope.values()), Instant.MAX);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static int statusFrom(String address, ContractClient.Call call) {
        return call.header("X-Forwarded-For", address).send().status();
    }

    @Test
    void opens_admins_routes_to_their_networks_only() {
        for (var address : List.of(OFFICE, OFFICE_6, ELSEWHERE + ", " + OFFICE)) {
            assertThat(statusFrom(address, server.asAdmin("GET", "/users"))).isEqualTo(200);
        }
        for (var address : List.of(ELSEWHERE, OFFICE + ", " + ELSEWHERE, "unknown")) {
            assertThat(statusFrom(address, server.asAdmin("GET", "/users"))).isEqualTo(403);
        }
        assertThat(server.asAdmin("GET", "/users").send().status()).isEqualTo(403);
    }

    @Test
    void says_so_before_it_looks_at_a_credential() {
        var answer = server.client.get("/users").header("X-Forwarded-For", ELSEWHERE).send();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("code").asString()).isEqualTo("not_allowed");
        assertThat(statusFrom(OFFICE, server.client.get("/users"))).isEqualTo(401);
    }

    @Test
    void takes_a_key_with_admin_scope_from_there_only_whatever_it_asks_for() {
        assertThat(statusFrom(OFFICE, server.client.get("/metrics").key(ALMIGHTY_KEY)))
                .isEqualTo(200);
        assertThat(statusFrom(ELSEWHERE, server.client.get("/metrics").key(ALMIGHTY_KEY)))
                .isEqualTo(403);
        var told = server.audit.page(AuditQueries.Filter.ALL, Long.MAX_VALUE, 1).getFirst().event();
        assertThat(told.actor().name()).isEqualTo("almighty");
        assertThat(told.result()).isEqualTo(AuditEvent.Result.REFUSED);
        assertThat(told.address()).isEqualTo(ELSEWHERE);
        assertThat(statusFrom(ELSEWHERE, server.client.get("/metrics").key(TestServer.CLIENT_KEY)))
                .isEqualTo(200);
    }

    @Test
    void takes_a_key_from_its_own_networks_only() {
        assertThat(statusFrom(OFFICE, server.client.get("/metrics").key(OFFICE_KEY)))
                .isEqualTo(200);
        assertThat(statusFrom(OFFICE_6, server.client.get("/metrics").key(OFFICE_KEY)))
                .isEqualTo(200);
        var answer =
                server.client
                        .get("/metrics")
                        .key(OFFICE_KEY)
                        .header("X-Forwarded-For", ELSEWHERE)
                        .send();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("code").asString()).isEqualTo("key_refused");
    }

    @Test
    void takes_a_trusted_proxys_word_for_tls() {
        var plain = signIn("http");
        assertThat(plain.header("Strict-Transport-Security")).isEmpty();
        assertThat(plain.header("Set-Cookie")).contains("access_token=").doesNotContain("Secure");
        var secured = signIn("https");
        assertThat(secured.header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(secured.header("Set-Cookie")).contains("; Secure");
    }

    private Answer signIn(String protocol) {
        return server.client
                .post("/token")
                .key(TestServer.CLIENT_KEY)
                .header("X-Forwarded-Proto", protocol)
                .form("username", "agent.one", "password", TestServer.PASSWORD)
                .send();
    }

    @Test
    void believes_nobody_where_no_proxy_is_trusted() {
        try (var open =
                TestServer.behind(
                        new WebAdapter.Edge(
                                new WebAdapter.Tls.Off(),
                                List.of(),
                                networks("192.0.2.0/24"),
                                Pace.Limits.standard()))) {
            assertThat(statusFrom(OFFICE, open.asAdmin("GET", "/users"))).isEqualTo(403);
            var answer = open.client.get("/").header("X-Forwarded-Proto", "https").send();
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        }
    }
}
