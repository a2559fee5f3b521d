package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every limit of a request, at it and one past it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SizeLimitsTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private String raw(String request) {
        return RawConnection.exchange(server.web.port(), request);
    }

    private static String get(String target, String headers) {
        return "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n"
                .formatted(target, headers);
    }

    @Test
    void takes_a_hundred_headers() {
        // Host and Connection are there already.
        assertThat(raw(get("/", "X: y\r\n".repeat(98)))).startsWith("HTTP/1.1 200 ");
        assertThat(raw(get("/", "X: y\r\n".repeat(99)))).startsWith("HTTP/1.1 431 ");
        var names =
                IntStream.range(0, 99)
                        .mapToObj("X-%d: y\r\n"::formatted)
                        .collect(Collectors.joining());
        assertThat(raw(get("/", names))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void takes_sixteen_kibibytes_of_headers() {
        assertThat(raw(get("/", "X: " + "a".repeat(16_000) + "\r\n"))).startsWith("HTTP/1.1 200 ");
        assertThat(raw(get("/", "X: " + "a".repeat(16_384) + "\r\n"))).startsWith("HTTP/1.1 431 ");
        assertThat(raw(get("/", "a".repeat(16_385) + ": x\r\n"))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void takes_eight_kibibytes_of_request_line() {
        int room = 8 * 1024 - "GET / HTTP/1.1".length();
        assertThat(raw(get("/" + "a".repeat(room - 1), ""))).startsWith("HTTP/1.1 404 ");
        assertThat(raw(get("/" + "a".repeat(room), ""))).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void takes_a_hundred_query_parameters() {
        assertThat(raw(get("/?" + "a=1&".repeat(99) + "a=1", ""))).startsWith("HTTP/1.1 200 ");
        assertThat(raw(get("/?" + "a=1&".repeat(100) + "a=1", ""))).startsWith("HTTP/1.1 400 ");
        assertThat(raw(get("/?" + "&".repeat(100), ""))).startsWith("HTTP/1.1 400 ");
    }

    private Answer register(String body) {
        return server.client.call("POST", "/register").key(TestServer.CLIENT_KEY).json(body).send();
    }

    @Test
    void takes_sixteen_kibibytes_of_small_bodies() {
        var full = "{\"a\":1}".concat(" ".repeat(16 * 1024 - 7));
        assertThat(register(full).status()).isEqualTo(422);
        assertThat(register(full + " ").status()).isEqualTo(413);
    }

    @Test
    void cuts_a_chunked_body_at_the_same_length() {
        var request =
                "POST /register HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\nConnection: close\r\n"
                                .formatted(TestServer.CLIENT_KEY)
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        var chunk = "400\r\n" + " ".repeat(1_024) + "\r\n";
        assertThat(raw(request + chunk.repeat(16) + "0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw(request + chunk.repeat(16) + "1\r\n \r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void does_not_gather_a_chunk_or_its_length_without_end() {
        var request =
                "POST /register HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\n"
                                .formatted(TestServer.CLIENT_KEY)
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(raw(request + "100000\r\n" + " ".repeat(1_000_000)))
                .startsWith("HTTP/1.1 413 ")
                .containsOnlyOnce("HTTP/1.1 ");
        assertThat(raw(request + "0".repeat(1_000)))
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1 ");
    }

    private Answer predict(String json) {
        return server.client
                .call("POST", "/api/v1/predict")
                .key(TestServer.CLIENT_KEY)
                .json(json)
                .send();
    }

    @Test
    void takes_json_of_a_depth_of_32() {
        assertThat(predict("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").status())
                .isEqualTo(422);
        assertThat(predict("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}").status())
                .isEqualTo(400);
    }

    @Test
    void takes_json_of_2000_members() {
        assertThat(predict(members(2_000)).text()).contains("is not a field of");
        var more = predict(members(2_001));
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.text()).contains("must not have more than 2000 members");
    }

    private static String members(int count) {
        return IntStream.range(0, count)
                .mapToObj("\"m%d\":1"::formatted)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void takes_numbers_of_1000_digits_and_names_of_1000_characters() {
        assertThat(predict("{\"a\":" + "1".repeat(1_000) + "}").status()).isEqualTo(422);
        assertThat(predict("{\"a\":" + "1".repeat(1_001) + "}").status()).isEqualTo(400);
        assertThat(predict("{\"" + "a".repeat(1_000) + "\":1}").status()).isEqualTo(422);
        assertThat(predict("{\"" + "a".repeat(1_001) + "\":1}").status()).isEqualTo(400);
    }

    @Test
    void takes_texts_of_a_million_characters() {
        assertThat(predict("{\"a\":\"" + "x".repeat(1_000_000) + "\"}").status()).isEqualTo(422);
        assertThat(predict("{\"a\":\"" + "x".repeat(1_000_001) + "\"}").status()).isEqualTo(400);
    }

    private Answer upload(String parts) {
        var body = (parts + "--b--\r\n").getBytes(StandardCharsets.US_ASCII);
        return server.asAdmin("POST", "/admin/upload_data")
                .body("multipart/form-data; boundary=b", body)
                .send();
    }

    private static String part(String name, String headers) {
        return "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n%s\r\nx\r\n"
                .formatted(name, headers);
    }

    @Test
    void takes_ten_parts_and_2048_bytes_of_their_headers() {
        assertThat(upload(part("other", "").repeat(10)).text())
                .contains("is not a known part")
                .doesNotContain("must have one part");
        assertThat(upload(part("other", "").repeat(11)).text()).contains("must have one part");
        assertThat(upload(part("other", "X: " + "a".repeat(1_900) + "\r\n")).status())
                .isEqualTo(422);
        assertThat(upload(part("other", "X: " + "a".repeat(2_048) + "\r\n")).status())
                .isEqualTo(400);
    }

    @Test
    void unpacks_nothing_that_is_sent() {
        var answer =
                server.client
                        .call("POST", "/register")
                        .key(TestServer.CLIENT_KEY)
                        .header("Content-Encoding", "gzip")
                        .json("{}")
                        .send();
        assertThat(answer.status()).isEqualTo(415);
    }
}
