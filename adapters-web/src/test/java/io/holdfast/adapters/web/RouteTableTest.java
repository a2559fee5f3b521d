package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.RouteTable;
import io.holdfast.adapters.web.operations.Metrics;
import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.Username;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The route table is what the document says, and lets in whom its rules let in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteTableTest {

    private static final List<List<String>> KEY_AND_USER =
            List.of(List.of("apiKey", "bearer"), List.of("apiKey", "cookie"));

    private static final Map<Access.Rule, List<List<String>>> SECURITY =
            Map.of(
                    Access.Rule.OPEN, List.of(),
                    Access.Rule.KEY, List.of(List.of("apiKey")),
                    Access.Rule.ADMIN_KEY, List.of(List.of("apiKey")),
                    Access.Rule.KEY_AND_USER, KEY_AND_USER,
                    Access.Rule.USER, List.of(List.of("bearer"), List.of("cookie")),
                    Access.Rule.KEY_OR_USER,
                            List.of(List.of("apiKey"), List.of("bearer"), List.of("cookie")),
                    Access.Rule.KEY_AND_ADMIN, KEY_AND_USER,
                    Access.Rule.ADMIN,
                            List.of(List.of("apiKey"), List.of("bearer"), List.of("cookie")),
                    Access.Rule.KEY_OR_SCRAPE_TOKEN,
                            List.of(List.of("apiKey"), List.of("scrapeToken")));

    enum Credential {
        NONE,
        KEY,
        AGENT,
        KEY_AND_AGENT,
        KEY_AND_ADMIN,
        ADMIN_KEY
    }

    private final TestServer server = TestServer.start();
    private final RouteTable table =
            RouteTable.of(
                    WebAdapter.endpoints(
                            TestServer.settings(),
                            server.useCases(),
                            new Metrics(server.models, Map.of())));

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void has_no_echo_but_in_a_server_that_is_measured() {
        assertThat(table.routes()).noneMatch(route -> route.template().contains("echo"));
        try (var measured = WebAdapter.startWithEcho(TestServer.settings(), server.useCases())) {
            assertThat(echoed(measured, "{\"a\": 1}"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n{\"a\": 1}");
            assertThat(echoed(measured, "{\"a\": ]")).startsWith("HTTP/1.1 400 ");
        }
    }

    private static String echoed(WebAdapter measured, String json) {
        return RawConnection.exchange(
                measured.port(),
                """
                POST /bench/echo HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s\
                """
                        .formatted(json.length(), json));
    }

    @Test
    void is_the_document() {
        var routes =
                table.routes().stream()
                        .map(route ->
                                new ApiDocument.Operation(
                                        route.method().text(),
                                        route.template(),
                                        route.access().rule().label(),
                                        SECURITY.getOrDefault(route.access().rule(), List.of())))
                        .toList();
        assertThat(routes).containsExactlyInAnyOrderElementsOf(ApiDocument.packaged().operations());
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void lets_in_whom_the_rule_lets_in(Route route, Credential credential) {
        var path = route.template().replaceAll("\\{[^}]+}", "pages.css");
        var call = server.client.call(route.method().text(), path);
        int status = show(call, credential).send().status();
        switch (expected(route.access().rule(), credential)) {
            case 401 -> assertThat(status).isEqualTo(401);
            case 403 -> assertThat(status).isEqualTo(403);
            default -> assertThat(status).isNotIn(401, 403);
        }
    }

    private Stream<Arguments> matrix() {
        return table.routes().stream()
                .flatMap(route ->
                        Stream.of(Credential.values())
                                .map(credential -> Arguments.of(route, credential)));
    }

    /// With a session of its own, since some routes end it.
    private ContractClient.Call show(ContractClient.Call call, Credential credential) {
        return switch (credential) {
            case NONE -> call;
            case KEY -> call.key(TestServer.CLIENT_KEY);
            case AGENT -> call.bearer(token("agent.one"));
            case KEY_AND_AGENT -> call.key(TestServer.CLIENT_KEY).bearer(token("agent.one"));
            case KEY_AND_ADMIN -> call.key(TestServer.CLIENT_KEY).bearer(token("admin.one"));
            case ADMIN_KEY -> call.key(TestServer.ADMIN_KEY);
        };
    }

    private String token(String name) {
        return server.enter(server.users.find(new Username(name)).orElseThrow());
    }

    /// 200 stands for being let in.
    private static int expected(Access.Rule rule, Credential credential) {
        boolean user =
                credential == Credential.KEY_AND_AGENT || credential == Credential.KEY_AND_ADMIN;
        return switch (rule) {
            case OPEN -> 200;
            case KEY, KEY_OR_SCRAPE_TOKEN ->
                    credential == Credential.NONE || credential == Credential.AGENT ? 401 : 200;
            case KEY_OR_USER -> credential == Credential.NONE ? 401 : 200;
            case KEY_AND_USER -> user ? 200 : 401;
            case USER -> user || credential == Credential.AGENT ? 200 : 401;
            case ADMIN ->
                    switch (credential) {
                        case KEY_AND_ADMIN, ADMIN_KEY -> 200;
                        case KEY, AGENT, KEY_AND_AGENT -> 403;
                        case NONE -> 401;
                    };
            case KEY_AND_ADMIN ->
                    switch (credential) {
                        case KEY_AND_ADMIN -> 200;
                        case KEY_AND_AGENT -> 403;
                        case NONE, KEY, AGENT, ADMIN_KEY -> 401;
                    };
            case ADMIN_KEY ->
                    switch (credential) {
                        case ADMIN_KEY -> 200;
                        case NONE, AGENT -> 401;
                        case KEY, KEY_AND_AGENT, KEY_AND_ADMIN -> 403;
                    };
        };
    }
}
