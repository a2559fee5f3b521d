package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.BatchJobs.Result;
import io.holdfast.domain.scoring.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What goes into a batch and what comes out of it, as they lie in json columns.
///
/// A field is the JSON value it came as. What is not a number JSON knows, an infinite one, is
/// written as its name in an array; an array or an object that a client sent is an empty object:
/// what was in it is not kept.
final class BatchJson {

    /// Everything beyond ASCII is escaped, so that text no encoding can express is kept too.
    private final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    String write(List<Map<String, FieldValue>> entities) {
        var array = json.createArrayNode();
        for (var entity : entities) {
            var object = array.addObject();
            entity.forEach((name, value) -> put(object, name, value));
        }
        return json.writeValueAsString(array);
    }

    private static void put(ObjectNode object, String name, FieldValue value) {
        switch (value) {
            case FieldValue.Text(var text) -> object.put(name, text);
            case FieldValue.Numeric(var number) -> {
                if (Double.isFinite(number)) {
                    object.put(name, number);
                } else {
                    object.putArray(name).add(Double.toString(number));
                }
            }
            case FieldValue.Bool(var bool) -> object.put(name, bool);
            case FieldValue.Null() -> object.putNull(name);
            case FieldValue.Compound() -> object.putObject(name);
        }
    }

    List<Map<String, FieldValue>> readEntities(String text) {
        var entities = new ArrayList<Map<String, FieldValue>>();
        for (var node : json.readTree(text)) {
            var entity = new LinkedHashMap<String, FieldValue>();
            node.properties().forEach(field -> entity.put(field.getKey(), value(field.getValue())));
            entities.add(Collections.unmodifiableMap(entity));
        }
        return List.copyOf(entities);
    }

    private static FieldValue value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new FieldValue.Text(node.stringValue());
            case NUMBER -> new FieldValue.Numeric(node.doubleValue());
            case BOOLEAN -> new FieldValue.Bool(node.booleanValue());
            case NULL -> new FieldValue.Null();
            case OBJECT -> new FieldValue.Compound();
            case ARRAY ->
                    new FieldValue.Numeric(Double.parseDouble(node.required(0).stringValue()));
            case BINARY, MISSING, POJO ->
                    throw new IllegalStateException("no field: " + node.getNodeType());
        };
    }

    String write(Result result) {
        return json.writeValueAsString(
                switch (result) {
                    case Result.Scored(var _, var prediction) -> object(prediction);
                    case Result.Faulty(var _, var violations) -> object(violations);
                });
    }

    Result readResult(int index, boolean scored, String text) {
        var node = json.readTree(text);
        return scored
                ? new Result.Scored(index, prediction(node))
                : new Result.Faulty(index, violations(node));
    }

    private ObjectNode object(List<Violation> violations) {
        var object = json.createObjectNode();
        var array = object.putArray("violations");
        for (var violation : violations) {
            array.addObject().put("pointer", violation.pointer()).put("detail", violation.detail());
        }
        return object;
    }

    private static List<Violation> violations(JsonNode node) {
        return node.required("violations")
                .valueStream()
                .map(one -> new Violation(text(one, "pointer"), text(one, "detail")))
                .toList();
    }

    private ObjectNode object(Prediction prediction) {
        var object =
                json.createObjectNode()
                        .put("id", prediction.id().toString())
                        .put("contract", prediction.contract().name())
                        .put("contractVersion", prediction.contract().version())
                        .put("modelVersion", prediction.modelVersion())
                        .put("stage", prediction.stage().name())
                        .put("entity", prediction.entity())
                        .put("probability", prediction.probability().value())
                        .put("positive", prediction.positive())
                        .put("riskLevel", prediction.riskLevel())
                        .put("latencyMicros", prediction.latencyMicros())
                        .put("requestId", prediction.requestId())
                        .put("at", prediction.at().toString());
        if (prediction.path() instanceof Prediction.Path.FellBack(var fromVersion)) {
            object.put("fellBackFrom", fromVersion);
        }
        var features = object.putArray("features");
        for (double value : prediction.features().toArray()) {
            if (Double.isNaN(value)) {
                features.addNull();
            } else {
                features.add(value);
            }
        }
        return object;
    }

    private static Prediction prediction(JsonNode node) {
        var fellBackFrom = node.path("fellBackFrom");
        return new Prediction(
                UUID.fromString(text(node, "id")),
                new ContractId(text(node, "contract"), node.required("contractVersion").intValue()),
                node.required("modelVersion").intValue(),
                Stage.valueOf(text(node, "stage")),
                text(node, "entity"),
                features(node.required("features")),
                new Probability(node.required("probability").doubleValue()),
                node.required("positive").booleanValue(),
                text(node, "riskLevel"),
                node.required("latencyMicros").longValue(),
                text(node, "requestId"),
                Instant.parse(text(node, "at")),
                fellBackFrom.isMissingNode()
                        ? new Prediction.Path.Direct()
                        : new Prediction.Path.FellBack(fellBackFrom.intValue()));
    }

    private static FeatureVector features(JsonNode array) {
        return FeatureVector.of(
                array.valueStream()
                        .mapToDouble(value -> value.isNull() ? Double.NaN : value.doubleValue())
                        .toArray());
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }
}
