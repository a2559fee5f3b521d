package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.Metrics;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The figures of models as they lie in jsonb columns. A figure that could not be computed (`NaN`)
/// is null there: JSON knows no such number.
final class MetricsJson {

    private final JsonMapper json = JsonMapper.builder().build();

    String write(Metrics metrics) {
        return json.writeValueAsString(object(metrics));
    }

    String write(List<CandidateResult> candidates) {
        return json.writeValueAsString(array(candidates));
    }

    ArrayNode array(List<CandidateResult> candidates) {
        var array = json.createArrayNode();
        for (var candidate : candidates) {
            var object =
                    array.addObject()
                            .put("algorithm", candidate.algorithm())
                            .put("settings", candidate.settings());
            object.set("metrics", object(candidate.metrics()));
            put(object, "seconds", candidate.seconds());
        }
        return array;
    }

    Metrics readMetrics(String text) {
        return metrics(json.readTree(text));
    }

    List<CandidateResult> readCandidates(String text) {
        return candidates(json.readTree(text));
    }

    List<CandidateResult> candidates(JsonNode array) {
        return array.valueStream()
                .map(node ->
                        new CandidateResult(
                                node.required("algorithm").stringValue(),
                                node.required("settings").stringValue(),
                                metrics(node.required("metrics")),
                                number(node, "seconds")))
                .toList();
    }

    ObjectNode object(Metrics metrics) {
        var object = json.createObjectNode();
        put(object, "rocAuc", metrics.rocAuc());
        put(object, "prAuc", metrics.prAuc());
        put(object, "logLoss", metrics.logLoss());
        put(object, "brier", metrics.brier());
        put(object, "calibrationError", metrics.calibrationError());
        put(object, "accuracy", metrics.accuracy());
        return object;
    }

    static Metrics metrics(JsonNode node) {
        return new Metrics(
                number(node, "rocAuc"),
                number(node, "prAuc"),
                number(node, "logLoss"),
                number(node, "brier"),
                number(node, "calibrationError"),
                number(node, "accuracy"));
    }

    private static void put(ObjectNode object, String name, double value) {
        if (Double.isNaN(value)) {
            object.putNull(name);
        } else if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must not be infinite");
        } else {
            object.put(name, value);
        }
    }

    private static double number(JsonNode node, String name) {
        var value = node.required(name);
        return value.isNull() ? Double.NaN : value.doubleValue();
    }
}
