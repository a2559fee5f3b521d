package io.holdfast.adapters.web;

import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.adapters.web.testing.ApiDocument.Operation;
import io.holdfast.adapters.web.testing.ContractClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Requests that the API document tells how to make, as an attacker would who was let in.
record AttackRequests(TestServer server) {

    private static final ApiDocument DOCUMENT = ApiDocument.packaged();

    /// What the document does not fill in.
    private static final Map<String, String> EXAMPLES =
            Map.of(
                    "name", "telco",
                    "contract", "telco",
                    "model", "telco",
                    "version", "v1",
                    "id", "019b76da-a800-7000-8000-000000000001",
                    "job_id", TestServer.TRAINING.toString(),
                    "batch_id", "spring",
                    "username", "nobody.here",
                    "session_id", "00000000-0000-7000-8000-00000000ffff",
                    "file", "pages.css");

    record JsonOperation(Operation operation, JsonNode schema, JsonNode example) {
        @Override
        public String toString() {
            return operation.method() + " " + operation.template();
        }
    }

    /// A parameter of an operation.
    ///
    /// @param place `path` or `query`
    record Parameter(Operation operation, String place, String name) {
        @Override
        public String toString() {
            return "%s %s, %s in the %s"
                    .formatted(operation.method(), operation.template(), name, place);
        }
    }

    /// Every operation that takes a JSON object.
    static Stream<JsonOperation> jsonOperations() {
        return DOCUMENT.operations().stream()
                .flatMap(operation -> {
                    var json =
                            DOCUMENT.described(operation)
                                    .path("requestBody")
                                    .path("content")
                                    .path("application/json");
                    return json.isMissingNode()
                            ? Stream.empty()
                            : Stream.of(
                                    new JsonOperation(
                                            operation,
                                            ofObject(DOCUMENT.resolved(json.path("schema"))),
                                            example(json)));
                });
    }

    /// Where an object or an array of such will do, the schema of the object.
    private static JsonNode ofObject(JsonNode schema) {
        return schema.path("oneOf").values().stream()
                .map(DOCUMENT::resolved)
                .filter(one -> one.has("properties"))
                .findFirst()
                .orElse(schema);
    }

    private static JsonNode example(JsonNode json) {
        return json.has("example")
                ? json.path("example")
                : json.path("examples").values().iterator().next().path("value");
    }

    /// Every parameter in a path or a query.
    static List<Parameter> parameters() {
        return DOCUMENT.operations().stream()
                .flatMap(operation ->
                        DOCUMENT.described(operation).path("parameters").values().stream()
                                .map(DOCUMENT::resolved)
                                .filter(node -> !node.path("in").asString().equals("header"))
                                .map(node ->
                                        new Parameter(
                                                operation,
                                                node.path("in").asString(),
                                                node.path("name").asString())))
                .toList();
    }

    /// The path with the parameter as given, percent-encoded already, and examples for the others.
    static String path(Parameter parameter, String encoded) {
        var path = parameter.operation().template();
        if (parameter.place().equals("path")) {
            path = path.replace("{" + parameter.name() + "}", encoded);
        }
        path = path(path);
        return parameter.place().equals("query")
                ? path + "?" + parameter.name() + "=" + encoded
                : path;
    }

    /// With examples for all parameters.
    static String path(String template) {
        var path = template;
        for (var example : EXAMPLES.entrySet()) {
            path = path.replace("{" + example.getKey() + "}", example.getValue());
        }
        if (path.contains("{")) {
            throw new AssertionError(template + ": an example is missing for its parameter");
        }
        return path;
    }

    /// Whatever the operation asks of its caller.
    ContractClient.Call admitted(Operation operation) {
        var call = server.client.call(operation.method(), path(operation.template()));
        return operation.access().equals("admin-key")
                ? call.key(TestServer.ADMIN_KEY)
                : call.key(TestServer.CLIENT_KEY).bearer(server.adminToken);
    }
}
