package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that a proxy in front could understand otherwise than this server: each is answered
/// once, with a refusal, and the connection ends.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSmugglingTest {

    /// Answered with 200 wherever it is taken for a request.
    private static final String HIDDEN =
            "GET /?hidden HTTP/1.1\r\nHost: x\r\nX-Request-ID: hidden\r\nConnection: close\r\n\r\n";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private String raw(String request) {
        return RawConnection.exchange(server.web.port(), request);
    }

    private void is_refused_once(String request) {
        var text = raw(request);
        assertThat(text).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
        assertThat(text).containsIgnoringCase("connection: close");
        assertThat(text).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Content-Length: 0\r\nContent-Length: 44",
                "Content-Length: 0\r\ncontent-length: 0",
                "Content-Length: 0, 44",
                "Content-Length: +0",
                "Content-Length: -1",
                "Content-Length: 0x0",
                "Content-Length: 0.0",
                "Content-Length: 1 0",
                "Content-Length: \u0661",
                "Content-Length: 99999999999999999999",
                "Content-Length: 9223372036854775808",
                "Content-Length:",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunkedx",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: Chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: chunked\u000b",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding:",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                " Transfer-Encoding: chunked",
                "X: y\r\n Transfer-Encoding: chunked",
                "X: y\r\n\tTransfer-Encoding: chunked",
                "X: y\nTransfer-Encoding: chunked",
                "X: y\rTransfer-Encoding: chunked",
                "Transfer\u0000-Encoding: chunked",
                "Transfer-Encoding: chunked\u0000",
                "X: a\u0000b",
                "X: a\u0001b",
                "X: a\u007fb",
                "X y: z",
                ": empty",
                "Authorization: Bearer a\r\nAuthorization: Bearer b",
                "X-API-Key: a\r\nx-api-key: b",
                "Content-Type: application/json\r\nContent-Type: text/csv",
                "X-Request-ID: a\r\nX-Request-ID: b",
                "Host: other"
            })
    void refuses_headers_with_more_than_one_meaning(String headers) {
        is_refused_once(
                "POST /token HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n0\r\n\r\n%s"
                        .formatted(headers, HIDDEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://x/ HTTP/1.1",
                "GET http://other/users HTTP/1.1",
                "GET * HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT x:443 HTTP/1.1",
                "GET  / HTTP/1.1",
                " GET / HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET\t/ HTTP/1.1",
                "GET / http/1.1",
                "GET / HTTP/1.2",
                "GET / HTTP/2.0",
                "GET / XHTTP/1.1",
                "GET /",
                "GET",
                "GET /\u0000 HTTP/1.1",
                "GET /a\u007fb HTTP/1.1",
                "G\u0000T / HTTP/1.1",
                "G(T / HTTP/1.1",
                "GET /a b HTTP/1.1"
            })
    void refuses_request_lines_that_are_not_of_the_plain_form(String line) {
        is_refused_once(line + "\r\nHost: x\r\n\r\n" + HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: x\n\n",
                "GET / HTTP/1.1\r\nHost: x\n\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: y\n\r\n",
                "\n\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void refuses_lines_that_do_not_end_as_they_should(String request) {
        is_refused_once(request + HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1\r\n\r\n",
                "-0\r\n\r\n",
                "+0\r\n\r\n",
                "0x0\r\n\r\n",
                " 0\r\n\r\n",
                "0 \r\n\r\n",
                "g\r\n\r\n",
                "\r\n\r\n",
                "0;name=value\r\n\r\n",
                "0;\r\n\r\n",
                "100000000\r\n\r\n",
                "FFFFFFFFFFFFFFFF0\r\n\r\n",
                "80000000\r\n\r\n",
                "0\n\n",
                "0\r\nTrailer: x\r\n\r\n"
            })
    void refuses_chunks_whose_length_is_not_plain(String chunk) {
        is_refused_once(
                "POST /token HTTP/1.1\r\nHost: x\r\nX-API-Key: "
                        + TestServer.CLIENT_KEY
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk
                        + HIDDEN);
    }

    @Test
    void refuses_http_1_0() {
        var text = raw("GET / HTTP/1.0\r\n\r\n" + HIDDEN);
        assertThat(text).startsWith("HTTP/1.1 505 ").containsOnlyOnce("HTTP/1.1 50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "keep-alive, close"})
    void answers_nothing_after_a_request_that_ends_the_connection(String connection) {
        var text =
                raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n" + HIDDEN);
        assertThat(text).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void answers_pipelined_requests_in_their_order() {
        var all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            all.append(
                    "GET / HTTP/1.1\r\nHost: x\r\nX-Request-ID: id-%d\r\n%s\r\n"
                            .formatted(i, i == 49 ? "Connection: close\r\n" : ""));
        }
        var ids =
                raw(all.toString())
                        .lines()
                        .filter(line -> line.startsWith("X-Request-ID: "))
                        .map(line -> line.substring("X-Request-ID: id-".length()))
                        .toList();
        assertThat(ids)
                .hasSize(50)
                .isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void reads_the_next_request_only_behind_a_refused_body() {
        var text =
                raw(
                        "POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /"
                                + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(text.split("HTTP/1.1 ", -1)).hasSize(3);
        assertThat(text).startsWith("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
    }

    @Test
    void takes_a_plainly_chunked_body() {
        var body = "username=agent.one&password=correct+horse+battery";
        var text =
                raw(
                        "POST /token HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\nConnection: close\r\n"
                                        .formatted(TestServer.CLIENT_KEY)
                                + "Content-Type: application/x-www-form-urlencoded\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body));
        assertThat(text).startsWith("HTTP/1.1 200 ");
    }
}
