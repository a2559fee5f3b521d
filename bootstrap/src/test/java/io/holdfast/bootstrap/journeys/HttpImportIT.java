package io.holdfast.bootstrap.journeys;

import static io.holdfast.adapters.web.testing.ContractClient.field;
import static io.holdfast.adapters.web.testing.ContractClient.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.adapters.web.testing.ContractClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Files are sent to a server, imported in the background, and what was wrong is downloaded.
class HttpImportIT {

    private static final System.Logger LOG = System.getLogger(HttpImportIT.class.getName());

    private static final String KEY = "a-client-key-for-the-test";
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_SECRET_KEY",
                    "0123456789abcdef0123456789abcdef",
                    "HOLDFAST_API_KEY",
                    KEY);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PROFILE =
            """
            {"name": "mine", "source": "mine", "reading": {"dates": ["dd.MM.yyyy"]},
             "sections": [
               {"name": "people", "files": ["people*"],
                "targets": [{"fact": "customers", "fields": {"customer_id": "Id"}}]},
               {"name": "sales", "files": ["sales*"],
                "targets": [{"fact": "orders", "fields": {"order_id": "No",
                    "customer_id": "Who", "ordered_at": "When",
                    "total": {"column": "Sum", "numbers": "comma"}}}]}]}
            """;

    @TempDir Path folder;

    @Test
    void files_that_are_sent_are_imported_once_and_tell_what_is_wrong() throws Exception {
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var client = ContractClient.onPort(server.awaitPort())) {
            keepTheProfile(client);
            checksRecordsAsTheDocumentShows(client);
            var people = part("file", "people.csv", bytes("Id\n7\n8\n"));
            var sales = part("file", "sales.csv.gz", packed(sales()));

            var ended = send(client, people, sales);
            assertThat(ended).extracting(HttpImportIT::status).containsOnly("completed");
            assertThat(inserted(ended.getFirst())).isEqualTo(2);
            assertThat(inserted(ended.getLast())).isEqualTo(99);
            assertThat(ended.getLast().path("rejected").asInt()).isEqualTo(1);
            downloadsWhatIsWrong(client, ended.getLast());

            var again = send(client, people, sales);
            assertThat(again).extracting(HttpImportIT::inserted).containsOnly(0);
            assertThat(again.getLast().path("counts").get(0).path("unchanged").asInt())
                    .isEqualTo(99);
            refusesWhatBreaksOff(client);
            try (var left = Files.list(folder.resolve("data").resolve("uploads"))) {
                assertThat(left).isEmpty();
            }
            server.terminate();
            assertThat(server.log()).doesNotContain("SEVERE");
        }
    }

    private static void keepTheProfile(ContractClient client) {
        var path = "/api/v1/import-profiles/mine";
        var broken = PROFILE.replace("\"order_id\"", "\"order\"");
        var refused = client.call("PUT", path).key(KEY).json(broken).send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("#/sections/1/targets/0/fields/order\"", "fields/order_id");
        assertThat(client.call("PUT", path).key(KEY).json(PROFILE).send().status()).isEqualTo(201);
        assertThat(client.get(path).key(KEY).send().text()).isEqualTo(PROFILE);
        assertThat(client.call("DELETE", "/api/v1/import-profiles/c360").key(KEY).send().status())
                .isEqualTo(409);
    }

    private static void checksRecordsAsTheDocumentShows(ContractClient client) {
        var path = "/api/v1/validate-data";
        var document = ApiDocument.packaged();
        var operation =
                document.operations().stream()
                        .filter(one -> one.template().equals(path))
                        .findFirst()
                        .orElseThrow();
        var sent =
                document.described(operation).at("/requestBody/content/application~1json/example");
        var shown = (ObjectNode) document.example("POST", path);

        var answer = (ObjectNode) client.post(path).key(KEY).json(sent.toString()).send().json();

        assertThat(answer.remove("timestamp")).isNotNull();
        assertThat(shown.remove("timestamp")).isNotNull();
        assertThat(answer).isEqualTo(shown);
    }

    /// A hundred orders, the second of which has no day.
    private static String sales() {
        return IntStream.rangeClosed(1, 100)
                .mapToObj(i -> i + ";7;" + (i == 2 ? "=1+1" : "01.02.2026") + ";1.234,50 €")
                .collect(Collectors.joining("\n", "No;Who;When;Sum\n", "\n"));
    }

    private static void downloadsWhatIsWrong(ContractClient client, JsonNode ended) {
        assertThat(ended.path("faults").get(0).path("first_line").asInt()).isEqualTo(3);
        var rejects = client.get(ended.path("rejects_url").asString()).key(KEY).send();
        assertThat(rejects.text()).startsWith("line,column,value,reason\r\n3,When,'=1+1,");
    }

    private static void refusesWhatBreaksOff(ContractClient client) throws IOException {
        var whole = packed(sales());
        var half = new byte[whole.length / 2];
        System.arraycopy(whole, 0, half, 0, half.length);

        var ended = send(client, part("file", "sales.csv.gz", half)).getFirst();

        assertThat(status(ended)).isEqualTo("refused");
        assertThat(ended.path("reason").asString()).contains("breaks off");
    }

    /// @return as they ended
    private static List<JsonNode> send(ContractClient client, byte[]... files) {
        var parts = new byte[files.length + 1][];
        parts[0] = field("profile", "mine");
        System.arraycopy(files, 0, parts, 1, files.length);
        var answer = client.post("/api/v1/imports").key(KEY).parts(parts).send();
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().path("imports").values().stream()
                .map(one -> awaitEnd(client, one.path("status_url").asString()))
                .toList();
    }

    private static JsonNode awaitEnd(ContractClient client, String path) {
        return await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> client.get(path).key(KEY).send().json(),
                        one -> !List.of("waiting", "running").contains(status(one)));
    }

    private static String status(JsonNode one) {
        return one.path("status").asString();
    }

    private static int inserted(JsonNode one) {
        return one.path("counts").get(0).path("inserted").asInt();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes(text));
        }
        return out.toByteArray();
    }

    /// The server has 512 MB of heap.
    @Test
    @EnabledIfSystemProperty(named = "holdfast.measure", matches = "true")
    void a_file_that_is_larger_than_the_heap() throws Exception {
        long bytes = Long.getLong("holdfast.measure.bytes", 2L << 30);
        try (var server = ProgramProcess.start(folder, ENVIRONMENT, "serve");
                var http = HttpClient.newHttpClient()) {
            var base = server.awaitReady();
            try (var client = ContractClient.onPort(URI.create(base).getPort())) {
                keepTheProfile(client);
                long begun = System.nanoTime();
                var request =
                        HttpRequest.newBuilder(URI.create(base + "/api/v1/imports"))
                                .header("X-API-Key", KEY)
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofByteArrays(() -> large(bytes)))
                                .build();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                double seconds = (System.nanoTime() - begun) / 1e9;
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                LOG.log(
                        Level.INFO,
                        "{0} MB sent in {1} s: {2} MB/s",
                        bytes / 1_000_000,
                        seconds,
                        bytes / 1e6 / seconds);
            }
        }
    }

    /// A form with rows of customers that are all the same, so that it is the sending that counts.
    private static Iterator<byte[]> large(long bytes) {
        var head =
                String.join(
                        "\r\n",
                        "--b",
                        "Content-Disposition: form-data; name=\"profile\"",
                        "",
                        "mine",
                        "--b",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"people.csv\"",
                        "",
                        "Id\n");
        var block = bytes("7\n".repeat(1 << 15));
        var blocks = Stream.generate(() -> block).limit(bytes / block.length);
        return Stream.concat(
                        Stream.concat(Stream.of(bytes(head)), blocks),
                        Stream.of(bytes("\r\n--b--\r\n")))
                .iterator();
    }
}
