package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.AttackRequests.JsonOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Attacks on whoever reads the bodies, on every operation that takes JSON.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParserAttackTest {

    private static final int PACKED_ZEROS = 10 * 1024 * 1024;

    private final TestServer server = TestServer.start();
    private final AttackRequests requests = new AttackRequests(server);

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<JsonOperation> operations() {
        return AttackRequests.jsonOperations();
    }

    private int send(JsonOperation json, byte[] body) {
        return requests.admitted(json.operation()).body("application/json", body).send().status();
    }

    private int send(JsonOperation json, String body) {
        return send(json, body.getBytes(UTF_8));
    }

    /// The reader of contracts is replaced by the tests, and takes anything.
    private static boolean isReadHere(JsonOperation json) {
        return !json.operation().template().equals("/api/v1/contracts");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_thousand_levels(JsonOperation json) {
        if (isReadHere(json)) {
            assertThat(send(json, "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)))
                    .isEqualTo(400);
            assertThat(send(json, "[".repeat(1_000))).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void numbers_too_large_to_compute_with(JsonOperation json) {
        var members = json.schema().path("properties").propertyNames();
        var member = members.isEmpty() ? "a" : members.iterator().next();
        for (var number : new String[] {"1e999999999", "-1e999999", "9".repeat(10_000)}) {
            assertThat(send(json, "{\"%s\":%s}".formatted(member, number)))
                    .as(number.substring(0, 6))
                    .isBetween(400, 422);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_same_key_twice(JsonOperation json) {
        if (isReadHere(json)) {
            assertThat(send(json, "{\"a\":1,\"a\":2}")).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void text_that_is_none(JsonOperation json) {
        if (isReadHere(json)) {
            assertThat(send(json, "{\"a\":\"\\ud800\"}")).isIn(400, 422);
            assertThat(send(json, "{\"\\udc00\":1}")).isIn(400, 422);
            assertThat(
                            send(
                                    json,
                                    new byte[] {
                                        '{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'
                                    }))
                    .isEqualTo(400);
            assertThat(
                            send(
                                    json,
                                    new byte[] {
                                        '{',
                                        '"',
                                        (byte) 0xED,
                                        (byte) 0xA0,
                                        (byte) 0x80,
                                        '"',
                                        ':',
                                        '1',
                                        '}'
                                    }))
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_text_of_most_of_the_limit(JsonOperation json) {
        if (!isReadHere(json)) {
            return;
        }
        var members = json.schema().path("properties").propertyNames();
        var member = members.isEmpty() ? "a" : members.iterator().next();
        var answer =
                requests.admitted(json.operation())
                        .json("{\"%s\":\"%s\"}".formatted(member, "x".repeat(1_000_000)))
                        .send();

        assertThat(answer.status()).isBetween(400, 422);
        assertThat(answer.body().length).isLessThan(20_000);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_bomb_of_zeros(JsonOperation json) throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[PACKED_ZEROS]);
        }
        for (var coding : new String[] {"gzip", "deflate", "br", "identity, gzip"}) {
            var answer =
                    requests.admitted(json.operation())
                            .header("Content-Encoding", coding)
                            .body("application/json", bomb.toByteArray())
                            .send();
            assertThat(answer.status()).as(coding).isEqualTo(415);
        }
    }
}
