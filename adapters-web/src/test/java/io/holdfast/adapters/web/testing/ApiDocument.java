package io.holdfast.adapters.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API document as it is packaged, and what it says of an answer.
public final class ApiDocument {

    private static final String RESOURCE = "/io/holdfast/adapters/web/operations/openapi.yaml";

    /// Any route may answer it; as the failures of the server, it is under `default`.
    private static final int TOO_MANY_REQUESTS = 429;

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int MAX_ALIASES = 1_000;

    /// @param scope that a key must open; `none` where none is asked
    /// @param security each entry lists the schemes that are needed together
    public record Operation(
            String method,
            String template,
            String access,
            String scope,
            List<List<String>> security) {

        boolean matches(String otherMethod, String path) {
            return method.equals(otherMethod) && matches(path);
        }

        boolean matches(String path) {
            var pattern = Pattern.quote(template).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            return path.matches(pattern);
        }
    }

    private final JsonNode root;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi31());

    private ApiDocument(JsonNode root) {
        this.root = root;
        for (var path : root.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                operations.add(
                        new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue().path("x-access").asString(),
                                operation.getValue().path("x-scope").asString(),
                                security(operation.getValue().path("security"))));
            }
        }
    }

    public static ApiDocument packaged() {
        try (var in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + RESOURCE);
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var tree =
                    new Load(
                                    LoadSettings.builder()
                                            .setMaxAliasesForCollections(MAX_ALIASES)
                                            .build())
                            .loadFromString(text);
            return new ApiDocument(JsonMapper.shared().valueToTree(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> security(JsonNode node) {
        return node.values().stream()
                .map(entry -> entry.properties().stream().map(Map.Entry::getKey).toList())
                .toList();
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /// `POST /token 401` and so on: every status that is declared by its number.
    public SortedSet<String> declaredStatuses() {
        var declared = new TreeSet<String>();
        for (var operation : operations) {
            responses(operation).properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(status -> !status.equals("default"))
                    .forEach(status -> declared.add(key(operation, status)));
        }
        return declared;
    }

    /// `POST /token 401` for an answer to that path, or empty where no operation is declared.
    public Optional<String> key(String method, String path, int status) {
        return operation(method, path).map(operation -> key(operation, String.valueOf(status)));
    }

    private static String key(Operation operation, String status) {
        return operation.method() + " " + operation.template() + " " + status;
    }

    private Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .sorted((a, b) -> Boolean.compare(isTemplate(a), isTemplate(b)))
                .filter(operation -> operation.matches(method, path))
                .findFirst();
    }

    private static boolean isTemplate(Operation operation) {
        return operation.template().contains("{");
    }

    /// What the document says of an operation.
    public JsonNode described(Operation operation) {
        return root.path("paths")
                .path(operation.template())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }

    /// The body that the document shows for a 200.
    public JsonNode example(String method, String path) {
        return responses(operation(method, path).orElseThrow())
                .path("200")
                .path("content")
                .path("application/json")
                .path("example");
    }

    /// What a node refers to, or the node itself.
    public JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    private JsonNode responses(Operation operation) {
        return root.path("paths")
                .path(operation.template())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses");
    }

    /// Fails when the answer is not one that the document allows.
    void check(String method, String path, Answer answer) {
        var found = operation(method.equals("HEAD") ? "GET" : method, path);
        if (found.isEmpty() || answer.status() == METHOD_NOT_ALLOWED) {
            checkUndeclared(method, path, answer);
            return;
        }
        var responses = responses(found.get());
        var name = String.valueOf(answer.status());
        var context = "%s %s answered %s".formatted(method, path, answer);
        if (!responses.has(name)) {
            assertThat(answer.status() == TOO_MANY_REQUESTS || answer.status() >= 500)
                    .as("undeclared: " + context)
                    .isTrue();
            name = "default";
        }
        var pointer =
                "/paths/%s/%s/responses/%s"
                        .formatted(
                                escape(found.get().template()),
                                found.get().method().toLowerCase(Locale.ROOT),
                                name);
        var reference = root.at(pointer).path("$ref").asString("");
        if (!reference.isEmpty()) {
            pointer = reference.substring(1);
        }
        checkHeaders(pointer, answer, context);
        if (!method.equals("HEAD")) {
            checkBody(pointer, answer, context);
        }
    }

    private void checkUndeclared(String method, String path, Answer answer) {
        var context = "%s %s answered %s".formatted(method, path, answer);
        if (method.equals("OPTIONS") && answer.status() == 204) {
            assertThat(answer.header("Allow")).as(context).isNotEmpty();
            return;
        }
        // The server takes an escaped slash for a slash where no route says otherwise.
        var decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean known =
                operations.stream()
                        .anyMatch(
                                operation -> operation.matches(path) || operation.matches(decoded));
        assertThat(answer.status()).as(context).isEqualTo(known ? 405 : 404);
        if (known) {
            assertThat(answer.header("Allow")).as(context).isNotEmpty();
        }
        if (!method.equals("HEAD")) {
            checkBody("/components/responses/NotFound", answer, context);
        }
    }

    private void checkHeaders(String pointer, Answer answer, String context) {
        for (var header : root.at(pointer).path("headers").properties()) {
            var reference = header.getValue().path("$ref").asString("");
            var place =
                    reference.isEmpty()
                            ? pointer + "/headers/" + header.getKey()
                            : reference.substring(1);
            boolean optional = !root.at(place).path("required").asBoolean(true);
            if (optional && answer.header(header.getKey()).isEmpty()) {
                continue;
            }
            assertThat(answer.header(header.getKey()))
                    .as("%s: header %s", context, header.getKey())
                    .isNotEmpty();
            checkSchema(
                    place + "/schema",
                    JsonMapper.shared().writeValueAsString(answer.header(header.getKey())),
                    context);
        }
    }

    private void checkBody(String pointer, Answer answer, String context) {
        var content = root.at(pointer).path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(context).isEmpty();
            return;
        }
        var mediaType = answer.header("Content-Type").replaceAll("\\s*;.*", "");
        assertThat(content.has(mediaType)).as("%s: content type %s", context, mediaType).isTrue();
        if (mediaType.endsWith("json")) {
            checkSchema(
                    "%s/content/%s/schema".formatted(pointer, escape(mediaType)),
                    answer.text(),
                    context);
        }
    }

    private void checkSchema(String pointer, String json, String context) {
        var schema = schemas.computeIfAbsent(pointer, this::schema);
        var errors =
                schema.validate(
                        json,
                        InputFormat.JSON,
                        execution ->
                                execution.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)));
        assertThat(errors).as("%s against %s", context, pointer).isEmpty();
    }

    /// The schema at the pointer beside the components, so that its references lead somewhere.
    private Schema schema(String pointer) {
        var alone = JsonMapper.shared().createObjectNode();
        alone.set("components", root.path("components"));
        alone.putArray("allOf").add(root.at(pointer));
        return registry.getSchema(alone);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
