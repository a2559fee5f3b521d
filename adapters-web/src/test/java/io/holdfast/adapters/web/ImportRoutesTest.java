package io.holdfast.adapters.web;

import static io.holdfast.adapters.web.testing.ContractClient.field;
import static io.holdfast.adapters.web.testing.ContractClient.part;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.application.ingestion.SubmitImport;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Files that are sent to be imported.
class ImportRoutesTest {

    private static final String PATH = "/api/v1/imports";
    private static final String TABLE = "id,email\nc1,ada@shop.org\n";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private ContractClient.Call post() {
        return server.client.post(PATH).key(TestServer.CLIENT_KEY);
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private static byte[] file(String name, String content) {
        return part("file", name, content.getBytes(UTF_8));
    }

    private static byte[] profile() {
        return field("profile", "shop");
    }

    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().path("errors").values().stream()
                .map(one -> one.path("pointer").asString() + " " + one.path("detail").asString())
                .toList();
    }

    private JsonNode submitted(byte[]... parts) {
        var answer = post().parts(parts).send();
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().path("imports");
    }

    @Test
    void files_are_taken_in_any_place_of_the_form_and_imported_later() {
        var imports =
                submitted(
                        file("orders.csv", "number,customer,when,total\n1,c1,2026-01-01,5\n"),
                        file("C:\\data\\customers.csv", TABLE),
                        profile());

        assertThat(imports.values())
                .extracting(one -> one.path("section").asString())
                .containsExactly("customers", "orders");
        var first = imports.get(0);
        assertThat(first.path("status").asString()).isEqualTo("waiting");
        assertThat(first.path("file").path("name").asString()).isEqualTo("customers.csv");
        assertThat(first.path("submitted_by").asString()).isEqualTo("shop");

        server.imports.work();

        var ended = get(first.path("status_url").asString()).json();
        assertThat(ended.path("status").asString()).isEqualTo("completed");
        assertThat(ended.path("counts").get(0).path("inserted").asInt()).isEqualTo(1);
        var report = get(ended.path("quality_url").asString()).json();
        assertThat(report.path("import_id")).isEqualTo(ended.path("import_id"));
        assertThat(report.path("data_quality_score")).isEqualTo(ended.path("data_quality_score"));
        assertThat(server.imports.uploads.count()).isZero();
    }

    @Test
    void every_fault_of_a_form_is_named_and_nothing_is_kept() {
        var answer =
                post().parts(
                                file("customers.csv", TABLE),
                                field("section", "a b"),
                                field("dry_run", "yes"),
                                field("user", "x"))
                        .send();

        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "#/user is not a known part",
                        "#/profile is required",
                        "#/section has 1 to 60 letters, digits, - and _",
                        "#/dry_run must be true or false");
        assertThat(errors(post().parts(profile(), profile()).send()))
                .containsExactly("#/file is required", "#/profile must not stand twice");
        assertThat(errors(post().parts(profile(), file("stock.csv", TABLE)).send()))
                .containsExactly(
                        "#/section must be one of customers, orders: \"stock.csv\" has none by its"
                                + " name");
        assertThat(
                        errors(
                                post().parts(
                                                profile(),
                                                field("section", "foo"),
                                                file("customers.csv", TABLE),
                                                file("stock.csv", TABLE))
                                        .send()))
                .containsExactly(
                        "#/section must be one of customers, orders: \"foo\" is none of them");
        assertThat(server.imports.uploads.count()).isZero();
        assertThat(server.imports.runs.waiting()).isZero();
    }

    @Test
    void a_request_has_at_most_twenty_files() {
        var parts = new ArrayList<byte[]>();
        parts.add(profile());
        for (int i = 0; i < SubmitImport.FILES_MAX; i++) {
            parts.add(file("customers-" + i + ".csv", TABLE));
        }
        assertThat(submitted(parts.toArray(byte[][]::new))).hasSize(20);

        parts.add(file("customers.csv", TABLE));
        assertThat(errors(post().parts(parts.toArray(byte[][]::new)).send()))
                .containsExactly("#/file must not stand more than 20 times");
        assertThat(server.imports.uploads.count()).isEqualTo(20);
    }

    @Test
    void a_form_that_breaks_off_keeps_nothing() {
        var form = new String(profile(), UTF_8) + new String(file("customers.csv", TABLE), UTF_8);
        var answer =
                post().body("multipart/form-data; boundary=----holdfast-test", form.getBytes(UTF_8))
                        .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(server.imports.uploads.count()).isZero();
    }

    @Test
    void a_file_for_which_there_is_no_room_is_not_kept() {
        var large = " ".repeat(ImportFakes.ROOM_BYTES + 1);

        var answer = post().parts(profile(), file("customers.csv", large)).send();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(server.imports.uploads.count()).isZero();
    }

    @Test
    void the_same_request_under_the_same_key_is_done_once() {
        var first = keyed(TABLE);
        var again = keyed(TABLE);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(server.imports.uploads.count()).isEqualTo(1);
        assertThat(server.imports.runs.waiting()).isEqualTo(1);
        assertThat(errors(keyed(TABLE + "c2,x\n")).getFirst()).startsWith("#/header/");
        assertThat(server.imports.uploads.count()).isEqualTo(1);
    }

    private Answer keyed(String table) {
        return post().header("Idempotency-Key", "k1")
                .parts(profile(), file("customers.csv", table))
                .send();
    }

    @Test
    void lists_page_by_page() {
        for (int i = 0; i < 3; i++) {
            submitted(profile(), file("customers-" + i + ".csv", TABLE));
        }

        var first = get(PATH + "?limit=2").json();
        var second = get(PATH + "?limit=2&cursor=" + first.path("next_cursor").asString()).json();

        assertThat(names(first)).containsExactly("customers-2.csv", "customers-1.csv");
        assertThat(names(second)).containsExactly("customers-0.csv");
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(get(PATH + "?cursor=abc").status()).isEqualTo(422);
        assertThat(get(PATH + "/abc").status()).isEqualTo(404);
    }

    private static List<String> names(JsonNode page) {
        return page.path("imports").values().stream()
                .map(one -> one.path("file").path("name").asString())
                .toList();
    }

    @Test
    void tells_what_is_wrong_and_lets_it_be_downloaded() {
        server.imports.addRunning();
        server.imports.runs.reject(
                ImportFakes.RUNNING,
                List.of(
                        new Rejection(3, "email", "=HYPERLINK(\"x\")", "must be an address"),
                        new Rejection(4, "", "", "has 1 cells, the header 2"),
                        new Rejection(5, "total", "-7", "must not be negative")));
        var path = PATH + "/" + ImportFakes.RUNNING;

        assertThat(get(path).json().path("faults")).hasSize(3);
        var rejects = get(path + "/rejects");

        assertThat(rejects.text())
                .isEqualTo(
                        """
                        line,column,value,reason\r
                        3,email,"'=HYPERLINK(""x"")",must be an address\r
                        4,"","","has 1 cells, the header 2"\r
                        5,total,-7,must not be negative\r
                        """);
        assertThat(rejects.header("Content-Disposition"))
                .contains("attachment", ImportFakes.RUNNING.toString());
    }

    @Test
    void a_long_download_comes_in_chunks_and_packed_where_that_is_taken() throws IOException {
        server.imports.addRunning();
        server.imports.runs.reject(
                ImportFakes.RUNNING,
                IntStream.range(0, 2_500)
                        .mapToObj(i -> new Rejection(i + 2, "total", "v" + i, "is wrong"))
                        .toList());
        var path = PATH + "/" + ImportFakes.RUNNING + "/rejects";

        var plain = get(path);
        var packed =
                server.client
                        .get(path)
                        .key(TestServer.CLIENT_KEY)
                        .header("Accept-Encoding", "gzip")
                        .send();

        assertThat(plain.text().lines())
                .hasSize(2_501)
                .last()
                .isEqualTo("2501,total,v2499,is wrong");
        assertThat(plain.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain.text());
        }
    }

    @Test
    void an_import_that_waits_can_be_taken_back() {
        var path = submitted(profile(), file("customers.csv", TABLE)).get(0).path("status_url");

        var cancelled =
                server.client.call("DELETE", path.asString()).key(TestServer.CLIENT_KEY).send();
        server.imports.work();

        assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
        assertThat(get(path.asString()).json().path("status").asString()).isEqualTo("cancelled");
        assertThat(server.facts.loads.stored(FactKind.CUSTOMERS)).isEmpty();
        assertThat(server.imports.uploads.count()).isZero();
    }

    @Test
    void a_chunk_is_not_gathered_without_end() {
        var request =
                """
                POST /api/v1/imports HTTP/1.1\r
                Host: x\r
                X-API-Key: %s\r
                Content-Type: multipart/form-data; boundary=b\r
                Transfer-Encoding: chunked\r
                \r
                500000\r
                """
                        .formatted(TestServer.CLIENT_KEY);

        assertThat(RawConnection.exchange(server.web.port(), request + " ".repeat(3 << 20)))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void a_request_that_is_announced_as_too_large_is_refused_before_it_is_sent() {
        assertThat(RawConnection.exchange(server.web.port(), announced(1L << 40)))
                .startsWith("HTTP/1.1 413 ");
    }

    private static String announced(long length) {
        return """
        POST /api/v1/imports HTTP/1.1\r
        Host: x\r
        X-API-Key: %s\r
        Connection: close\r
        Content-Type: multipart/form-data; boundary=b\r
        Content-Length: %d\r
        \r
        """
                .formatted(TestServer.CLIENT_KEY, length);
    }

    @Test
    void every_state_is_told() {
        var at = TestServer.START;
        Map<String, ImportRun.State> states =
                Map.of(
                        "refused", new ImportRun.State.Refused(at, "too bad"),
                        "failed", new ImportRun.State.Failed(at, "no luck"),
                        "running", new ImportRun.State.Running());
        states.forEach((name, state) -> {
            var waiting = submitted(profile(), file("customers.csv", TABLE)).get(0);
            var id = UUID.fromString(waiting.path("import_id").asString());
            var run = server.imports.runs.find(id).orElseThrow();
            assertThat(
                            server.imports.runs.update(
                                    run.in(
                                            new ImportRun.Progress(
                                                    9, 2, List.of(new ImportRun.Skipped("old", 3))),
                                            state)))
                    .isTrue();

            var shown = get(PATH + "/" + id).json();

            assertThat(shown.path("status").asString()).isEqualTo(name);
            assertThat(shown.path("rows").asInt()).isEqualTo(9);
            assertThat(shown.path("skipped").get(0).path("rows").asInt()).isEqualTo(3);
        });
    }

    @Test
    void lists_profiles_page_by_page() {
        for (var name : List.of("a", "z")) {
            server.client
                    .call("PUT", "/api/v1/import-profiles/" + name)
                    .key(TestServer.CLIENT_KEY)
                    .json("{\"name\":\"" + name + "\"}")
                    .send();
        }
        var path = "/api/v1/import-profiles?limit=2";

        var first = get(path).json();
        var second = get(path + "&cursor=" + first.path("next_cursor").asString()).json();

        assertThat(profileNames(first)).containsExactly("a", "shop");
        assertThat(profileNames(second)).containsExactly("z");
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(second.path("profiles").get(0).path("sections").get(1).asString())
                .isEqualTo("orders");
        assertThat(errors(get("/api/v1/import-profiles?limit=101&cursor=%20")))
                .extracting(error -> error.substring(0, error.indexOf(' ')))
                .containsExactly("#/query/limit", "#/query/cursor");
    }

    private static List<String> profileNames(JsonNode page) {
        return page.path("profiles").values().stream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    @Test
    void tells_which_profiles_come_with_the_release() {
        var saved =
                server.client
                        .call("PUT", "/api/v1/import-profiles/own")
                        .key(TestServer.CLIENT_KEY)
                        .json("{\"name\":\"own\"}")
                        .send();
        assertThat(saved.header("Location")).isEqualTo("/api/v1/import-profiles/own");

        var profiles = get("/api/v1/import-profiles").json().path("profiles").values();

        assertThat(
                        profiles.stream()
                                .collect(
                                        Collectors.toMap(
                                                one -> one.path("name").asString(),
                                                one -> one.path("bundled").asBoolean())))
                .containsExactlyInAnyOrderEntriesOf(Map.of("own", false, "shop", true));
        assertThat(get("/api/v1/import-profiles/own").text()).isEqualTo("{\"name\":\"own\"}");
    }
}
