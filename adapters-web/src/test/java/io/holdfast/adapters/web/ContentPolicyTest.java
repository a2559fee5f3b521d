package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.RouteTable;
import io.holdfast.adapters.web.operations.Metrics;
import io.holdfast.adapters.web.testing.Answer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the content security policies of pages and of other answers let in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentPolicyTest {

    private static final String CARD = "/api/v1/models/v1/card?format=html";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private Map<String, List<String>> policy(String path) {
        return directives(get(path).header("Content-Security-Policy"));
    }

    private static Map<String, List<String>> directives(String policy) {
        return Arrays.stream(policy.split(";", -1))
                .map(directive -> List.of(directive.strip().split(" +", -1)))
                .collect(Collectors.toMap(List::getFirst, words -> words.subList(1, words.size())));
    }

    /// Every path that anybody may read, the card, and answers that are refusals.
    private Stream<String> paths() {
        var endpoints =
                Endpoints.of(
                        TestServer.settings(),
                        server.useCases(),
                        new Metrics(server.models, Map.of()));
        var open =
                RouteTable.of(endpoints).routes().stream()
                        .filter(route -> route.access().rule() == Access.Rule.OPEN)
                        .filter(route -> route.method().text().equals("GET"))
                        .map(route -> route.template().replace("{file}", "pages.css"));
        return Stream.concat(
                open, Stream.of(CARD, "/api/v1/models/v1/card", "/nowhere", "/assets/docs/no.js"));
    }

    private Stream<String> pages() {
        return paths().filter(path ->
                get(path).headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void lets_in_nothing_that_is_not_named(String path) {
        var policy = policy(path);

        assertThat(policy)
                .containsEntry("default-src", List.of("'none'"))
                .containsEntry("base-uri", List.of("'none'"))
                .containsEntry("form-action", List.of("'none'"))
                .containsEntry("frame-ancestors", List.of("'none'"));
        namesWhatItLetsIn(policy);
    }

    private static void namesWhatItLetsIn(Map<String, List<String>> policy) {
        assertThat(policy.values())
                .allSatisfy(sources ->
                        assertThat(sources)
                                .noneMatch(source -> source.contains("unsafe"))
                                .noneMatch(source ->
                                        source.contains("*") || source.startsWith("http")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "*.example.com"})
    void would_know_a_policy_that_lets_in_too_much(String source) {
        var policy = directives("default-src 'none'; style-src 'self' " + source);

        assertThatThrownBy(() -> namesWhatItLetsIn(policy)).isInstanceOf(AssertionError.class);
    }

    @Test
    void tries_every_page() {
        assertThat(pages())
                .containsExactlyInAnyOrder("/docs", "/api/docs", "/redoc", "/api/redoc", CARD);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void has_no_script_or_style_attribute_in_a_page(String path) {
        assertThat(get(path).text())
                .doesNotContainPattern("<script(?![^>]* src=\")")
                .doesNotContainPattern("<[^>]*\\s(on[a-z]+|style)\\s*=")
                .doesNotContainPattern("(?i)javascript:");
        assertThat(policy(path).getOrDefault("script-src", List.of()))
                .isIn(List.of(), List.of("'self'"));
    }

    @Test
    void says_the_same_of_a_page_that_the_browser_has() {
        for (var path : List.of("/docs", "/redoc")) {
            var page = get(path);
            var again = server.client.get(path).header("If-None-Match", page.header("ETag")).send();
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.header("Content-Security-Policy"))
                    .isEqualTo(page.header("Content-Security-Policy"));
        }
    }

    /// Fails where another version of ReDoc writes another style; its pages then have to be looked
    /// at in a browser, for the digests that its console asks for.
    @Test
    void lets_in_the_styles_that_redoc_writes() throws Exception {
        var script = get("/assets/docs/redoc.standalone.js").text();
        var written =
                Pattern.compile(
                                "\\.push\\(\\[e\\.id,\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\",\"\","
                                        + "(\\{version:3,.*?sourceRoot:\"\"})]\\)")
                        .matcher(script);

        assertThat(written.find()).isTrue();
        var style =
                written.group(1).replace("\\n", "\n")
                        + "\n/*# sourceMappingURL=data:application/json;base64,"
                        + base64(asJson(written.group(2)).getBytes(UTF_8))
                        + " */";
        assertThat(written.find()).isFalse();
        assertThat(policy("/redoc"))
                .containsEntry("style-src", List.of("'self'", digest(""), digest(style)));
    }

    private static String asJson(String literal) {
        return literal.replaceAll(
                "(?<=[{,])(version|sources|names|mappings|sourcesContent|sourceRoot):", "\"$1\":");
    }

    private static String digest(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "'sha256-" + base64(digest) + "'";
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
