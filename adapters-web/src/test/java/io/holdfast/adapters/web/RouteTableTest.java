package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.RouteTable;
import io.holdfast.adapters.web.operations.Metrics;
import io.holdfast.adapters.web.testing.ApiDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The route table is what the document says; `PrivilegesTest` tries who is let in.
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
                    Access.Rule.KEY_OR_ADMIN,
                            List.of(List.of("apiKey"), List.of("bearer"), List.of("cookie")),
                    Access.Rule.KEY_AND_ADMIN, KEY_AND_USER,
                    Access.Rule.ADMIN,
                            List.of(List.of("apiKey"), List.of("bearer"), List.of("cookie")),
                    Access.Rule.KEY_OR_SCRAPE_TOKEN,
                            List.of(List.of("apiKey"), List.of("scrapeToken")));

    private final TestServer server = TestServer.start();
    private final RouteTable table =
            RouteTable.of(
                    Endpoints.of(
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
                                        scope(route.access()),
                                        SECURITY.getOrDefault(route.access().rule(), List.of())))
                        .toList();
        assertThat(routes).containsExactlyInAnyOrderElementsOf(ApiDocument.packaged().operations());
    }

    private static String scope(Access access) {
        return switch (access.rule()) {
            case OPEN, USER -> "none";
            case KEY,
                    KEY_AND_USER,
                    KEY_OR_USER,
                    KEY_OR_ADMIN,
                    KEY_AND_ADMIN,
                    ADMIN_KEY,
                    ADMIN,
                    KEY_OR_SCRAPE_TOKEN ->
                    access.scope().label();
        };
    }
}
