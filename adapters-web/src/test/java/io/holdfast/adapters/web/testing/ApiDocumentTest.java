package io.holdfast.adapters.web.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The checks must be able to fail, or all the others mean nothing.
class ApiDocumentTest {

    private static final String WELCOME =
            "{\"message\":\"hi\",\"version\":\"1\",\"docs\":\"/api/docs\",\"status\":\"operational\"}";

    private final ApiDocument document = ApiDocument.packaged();

    private static Answer answer(int status, String contentType, String body) {
        var headers =
                Map.of(
                        "Content-Type", List.of(contentType),
                        "X-Request-ID", List.of("r1"),
                        "X-Process-Time", List.of("0.001s"));
        return new Answer(status, HttpHeaders.of(headers, (_, _) -> true), body.getBytes(UTF_8));
    }

    @Test
    void accepts_what_is_declared() {
        var answer = answer(200, "application/json", WELCOME);
        assertThatCode(() -> document.check("GET", "/", answer)).doesNotThrowAnyException();
    }

    @Test
    void refuses_a_status_that_is_not_declared() {
        var answer = answer(418, "application/json", WELCOME);
        assertThatThrownBy(() -> document.check("GET", "/", answer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("undeclared");
    }

    @Test
    void refuses_another_content_type() {
        var answer = answer(200, "text/plain", WELCOME);
        assertThatThrownBy(() -> document.check("GET", "/", answer))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void refuses_a_body_that_does_not_fit() {
        var wrong = answer(200, "application/json", WELCOME.replace("operational", "tired"));
        var more = answer(200, "application/json", WELCOME.replace("{", "{\"more\":1,"));
        var nested = answer(401, "application/problem+json", "{\"type\":\"/problems/x\"}");
        assertThatThrownBy(() -> document.check("GET", "/", wrong))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> document.check("GET", "/", more))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> document.check("GET", "/users", nested))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void refuses_an_answer_without_a_declared_header() {
        var headers = Map.of("Content-Type", List.of("application/json"));
        var answer =
                new Answer(200, HttpHeaders.of(headers, (_, _) -> true), WELCOME.getBytes(UTF_8));
        assertThatThrownBy(() -> document.check("GET", "/", answer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("X-Request-ID");
    }

    @Test
    void refuses_anything_but_404_on_a_path_that_is_not_declared() {
        var answer = answer(200, "application/json", WELCOME);
        assertThatThrownBy(() -> document.check("GET", "/backdoor", answer))
                .isInstanceOf(AssertionError.class);
    }
}
