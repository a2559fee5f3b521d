package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes in wrong is refused with every fault named, and nothing is scored or stored.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String HEADER = "id,charge,plan,paperless,left\n";
    private static final String ROW = "c1,70,basic,1,Yes\n";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private Answer predict(String json) {
        return server.asAgent("POST", "/predict").json(json).send();
    }

    private Answer upload(String table) {
        return server.asAdmin("POST", "/admin/upload_data")
                .file("file", "t.csv", table.getBytes(UTF_8))
                .send();
    }

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }

    private void nothing_happened() {
        assertThat(server.log.predictions()).isEmpty();
        assertThat(server.datasets.list("telco", 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"plan\":\"ba",
                "{\"plan\":\"basic\"",
                "{\"charge\":[1,2}",
                "{\"charge\":NaN,\"plan\":\"basic\"}",
                "{\"charge\":Infinity,\"plan\":\"basic\"}",
                "{\"charge\":1.,\"plan\":\"basic\"}",
                "{\"charge\":01,\"plan\":\"basic\"}",
                "{'plan':'basic'}",
                "{\"plan\":\"basic\"} {}",
                "{\"plan\":\"basic\"}]",
                "{\"plan\":\"basic\",\"plan\":\"basic\"}",
                "{\"plan\":{\"a\":1,\"a\":2}}",
                "{\"plan\":\"line\nbreak\"}",
                "{\"id\":\"\\ud83d\"}",
                "{\"id\":\"\\ude00\\ud83d\"}",
                "{\"plan\":\"basic\",}",
                "{\"plan\":\"basic\" /* why */}",
                "\uFEFF{\"plan\":\"basic\"}",
            })
    void answers_400_to_what_is_not_strict_json(String text) {
        assertThat(predict(text).status()).isEqualTo(400);
        nothing_happened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"plan\":\"basic\"}]", "null", "7", "\"text\"", "true"})
    void answers_422_to_json_that_is_not_an_object(String text) {
        var answer = predict(text);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#");
    }

    @Test
    void names_all_faults_of_a_customer_at_once() {
        var answer =
                predict(
                        "{\"charge\":-1,\"plan\":\"silver\",\"paperless\":\"maybe\",\"a/b\":1,"
                                + "\"id\":[]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("#/charge", "#/plan", "#/paperless", "#/a~1b", "#/id");
        nothing_happened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e400", "[1]", "{\"a\":{}}", "\"lots\"", "-0.1"})
    void answers_422_to_a_figure_that_cannot_be_one(String figure) {
        var answer = predict("{\"plan\":\"basic\",\"charge\":%s}".formatted(figure));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#/charge");
    }

    @Test
    void takes_the_largest_double_there_is() {
        try (var own = TestServer.start()) {
            var json = "{\"plan\":\"basic\",\"charge\":1.7976931348623157e308}";
            assertThat(own.asAgent("POST", "/predict").json(json).send().status()).isEqualTo(200);
        }
    }

    @Test
    void answers_400_to_a_number_of_a_thousand_digits_and_more() {
        var digits = "9".repeat(1_001);
        assertThat(predict("{\"plan\":\"basic\",\"charge\":%s}".formatted(digits)).status())
                .isEqualTo(400);
    }

    @Test
    void answers_shortly_to_a_text_of_a_megabyte() {
        var answer = predict("{\"plan\":\"%s\"}".formatted("x".repeat(1_000_000)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().length).isLessThan(2_000);
    }

    @Test
    void answers_422_to_more_members_than_a_contract_can_have() {
        var json = new StringBuilder("{\"plan\":\"basic\"");
        for (int i = 0; i < 2_000; i++) {
            json.append(",\"f").append(i).append("\":1");
        }
        var answer = predict(json.append('}').toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer)).containsExactly("#");
    }

    @Test
    void answers_400_to_json_deeper_than_32_levels_and_422_to_32() {
        var allowed = "{\"plan\":" + "[".repeat(31) + "]".repeat(31) + "}";
        var refused = "{\"plan\":" + "[".repeat(32) + "]".repeat(32) + "}";
        assertThat(predict(allowed).status()).isEqualTo(422);
        assertThat(predict(refused).status()).isEqualTo(400);
        assertThat(predict("{\"a\":" + "[".repeat(500_000)).status()).isEqualTo(400);
    }

    @Test
    void answers_400_to_text_that_is_not_utf8() {
        for (var bytes :
                List.of(
                        "{\"plan\":\"b\u00e9\"}".getBytes(ISO_8859_1),
                        new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
                        new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1'},
                        "{\"plan\":\"basic\"}".getBytes(StandardCharsets.UTF_16))) {
            var answer = server.asAgent("POST", "/predict").body("application/json", bytes).send();
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/json",
                "application/json; charset=latin1",
                "application/jsonx",
                "multipart/mixed; boundary=x",
                "image/png"
            })
    void answers_415_to_other_types(String contentType) {
        var answer =
                server.asAgent("POST", "/predict").body(contentType, "{}".getBytes(UTF_8)).send();
        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void answers_415_without_a_type_and_to_a_compressed_body() {
        assertThat(server.asAgent("POST", "/predict").send().status()).isEqualTo(415);
        var compressed = server.asAgent("POST", "/predict").header("Content-Encoding", "gzip");
        assertThat(compressed.json("{}").send().status()).isEqualTo(415);
    }

    @Test
    void names_all_faults_of_a_registration_at_once() {
        var answer =
                server.client
                        .post("/register")
                        .key(TestServer.CLIENT_KEY)
                        .json("{\"username\":\"a\",\"role\":\"root\",\"approved\":true}")
                        .send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("#/username", "#/password", "#/role", "#/approved");
        assertThat(answer.json().path("total_errors").asInt()).isEqualTo(4);
    }

    @Test
    void refuses_a_form_field_that_stands_twice() {
        var answer =
                server.client
                        .post("/token")
                        .key(TestServer.CLIENT_KEY)
                        .form("username", "a", "username", "b", "password", "c")
                        .send();
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=1e2",
                "limit=",
                "offset=-1",
                "offset=99999999999999999999",
                "limit=%2B1",
                "offset=1.5"
            })
    void refuses_a_page_outside_of_the_bounds(String query) {
        var answer = server.asAdmin("GET", "/users?" + query).send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer).getFirst()).startsWith("#/query/");
    }

    @Test
    void names_every_bad_row_of_a_table() {
        var answer = upload(HEADER + "c1,x,basic,1,Yes\nc2,1,silver,1,Perhaps\nc3,1,basic\n");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactly("#/rows/1/charge", "#/rows/2/plan", "#/rows/2/left", "#/rows/3");
        nothing_happened();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "\u0000\u0001\u0002",
                "id,charge,plan,paperless\nc1,1,basic,1\n",
                "id,charge,plan,plan,paperless,left\nc1,1,basic,basic,1,Yes\n",
                "id,charge,plan,paperless,left,extra\nc1,1,basic,1,Yes,2\n",
                "id,charge,plan,paperless,left\n",
                "id,charge,plan,paperless,left\nc1,1,silver,1,Yes\n",
                "id,charge,plan,paperless,left\nc1,1,\"basic,1,Yes\n",
                "%PDF-1.7 not a table",
            })
    void answers_422_to_a_table_that_cannot_be_used(String table) {
        assertThat(upload(table).status()).isEqualTo(422);
        nothing_happened();
    }

    @Test
    void passes_a_byte_order_mark_and_quoted_line_breaks_on() {
        try (var own = TestServer.start()) {
            var table = "\uFEFF" + HEADER + "\"c\n1\",70,\"gold, \"\"old\"\"\",1,Yes\n" + ROW;
            own.asAdmin("POST", "/admin/upload_data")
                    .file("file", "t.csv", table.getBytes(UTF_8))
                    .send();
            own.asAdmin("POST", "/admin/upload_data")
                    .file("file", "t.csv", ("\uFEFF" + HEADER + ROW).getBytes(UTF_8))
                    .send();
            var stored = own.datasets.latest("telco").orElseThrow();
            assertThat(own.datasets.content(stored.id()).orElseThrow())
                    .isEqualTo(("\uFEFF" + HEADER + ROW).getBytes(UTF_8));
        }
    }

    @Test
    void wants_one_part_named_file() {
        var table = (HEADER + ROW).getBytes(UTF_8);
        var file = ContractClient.part("file", "t.csv", table);
        var call = server.asAdmin("POST", "/admin/upload_data");
        assertThat(call.parts(file, file).send().status()).isEqualTo(422);
        for (var parts :
                List.of(
                        new byte[][] {},
                        new byte[][] {ContractClient.part("data", "t.csv", table)},
                        new byte[][] {file, ContractClient.part("more", "t.csv", table)})) {
            var answer = server.asAdmin("POST", "/admin/upload_data").parts(parts).send();
            assertThat(answer.status()).isEqualTo(422);
        }
        nothing_happened();
    }

    @Test
    void answers_400_to_a_broken_form() {
        var text =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\na,b";
        for (var contentType :
                List.of(
                        "multipart/form-data",
                        "multipart/form-data; boundary=",
                        "multipart/form-data; boundary=x")) {
            var answer =
                    server.asAdmin("POST", "/admin/upload_data")
                            .body(contentType, text.getBytes(UTF_8))
                            .send();
            assertThat(answer.status()).isEqualTo(400);
        }
        nothing_happened();
    }

    @Test
    void keeps_a_file_name_only_as_a_harmless_label() {
        try (var own = TestServer.start()) {
            own.asAdmin("POST", "/admin/upload_data")
                    .file(
                            "file",
                            "../../etc/pass\u0007wd" + "x".repeat(300),
                            (HEADER + ROW).getBytes(UTF_8))
                    .send();
            var name = own.datasets.latest("telco").orElseThrow().name();
            assertThat(name).startsWith("../../etc/passwd").hasSize(100);
        }
    }

    @Test
    void answers_413_to_a_body_whose_length_is_not_told() {
        var large = new byte[TestServer.MAX_BODY_BYTES + 1];
        assertThat(
                        server.asAgent("POST", "/predict")
                                .chunked("application/json", large)
                                .send()
                                .status())
                .isEqualTo(413);
        assertThat(
                        server.asAdmin("POST", "/admin/upload_data")
                                .chunked("multipart/form-data; boundary=x", large)
                                .send()
                                .status())
                .isIn(400, 413);
    }

    @Test
    void answers_503_while_the_log_is_full_and_recovers() {
        try (var own = TestServer.start()) {
            own.log.overload(true);
            var refused = own.asAgent("POST", "/predict").json("{\"plan\":\"basic\"}").send();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            own.log.overload(false);
            var taken = own.asAgent("POST", "/predict").json("{\"plan\":\"basic\"}").send();
            assertThat(taken.status()).isEqualTo(200);
        }
    }
}
