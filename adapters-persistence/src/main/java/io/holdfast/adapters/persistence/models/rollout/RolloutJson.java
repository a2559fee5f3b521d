package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.models.rollout.Steering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Rollouts as they lie in jsonb columns. Moments and spans are texts in ISO 8601, so that they
/// come back to the nanosecond. A limit that is infinite is null: JSON knows no such number.
final class RolloutJson {

    private final JsonMapper json = JsonMapper.builder().build();

    String write(Rollout rollout) {
        var object =
                json.createObjectNode()
                        .put("contract", rollout.contract().name())
                        .put("contractVersion", rollout.contract().version())
                        .put("champion", rollout.champion());
        object.set("challengers", array(rollout.challengers()));
        rollout.shadows().forEach(object.putArray("shadows")::add);
        object.put("salt", rollout.salt());
        object.set("steering", object(rollout.steering()));
        object.put("revision", rollout.revision());
        return json.writeValueAsString(object);
    }

    String write(List<Arm> arms) {
        return json.writeValueAsString(array(arms));
    }

    String write(Steering steering) {
        return json.writeValueAsString(object(steering));
    }

    Rollout readRollout(String text) {
        var node = json.readTree(text);
        return new Rollout(
                new ContractId(
                        node.required("contract").stringValue(),
                        node.required("contractVersion").intValue()),
                node.required("champion").intValue(),
                arms(node.required("challengers")),
                node.required("shadows").valueStream().map(JsonNode::intValue).toList(),
                node.required("salt").stringValue(),
                steering(node.required("steering")),
                node.required("revision").longValue());
    }

    List<Arm> readArms(String text) {
        return arms(json.readTree(text));
    }

    Steering readSteering(String text) {
        return steering(json.readTree(text));
    }

    private ArrayNode array(List<Arm> arms) {
        var array = json.createArrayNode();
        arms.forEach(
                arm -> array.addObject().put("version", arm.version()).put("share", arm.share()));
        return array;
    }

    private static List<Arm> arms(JsonNode array) {
        return array.valueStream()
                .map(node ->
                        new Arm(
                                node.required("version").intValue(),
                                node.required("share").doubleValue()))
                .toList();
    }

    private ObjectNode object(Steering steering) {
        var object = json.createObjectNode();
        switch (steering) {
            case Steering.Manual() -> object.put("kind", "MANUAL");
            case Steering.Experimenting(var experiment) ->
                    object.put("kind", "EXPERIMENTING").put("experiment", experiment.toString());
            case Steering.Ramping(var ramp, var step, var startedAt, var stepSince) ->
                    object.put("kind", "RAMPING")
                            .put("step", step)
                            .put("startedAt", startedAt.toString())
                            .put("stepSince", stepSince.toString())
                            .set("ramp", object(ramp));
        }
        return object;
    }

    private static Steering steering(JsonNode node) {
        var kind = node.required("kind").stringValue();
        return switch (kind) {
            case "MANUAL" -> new Steering.Manual();
            case "EXPERIMENTING" ->
                    new Steering.Experimenting(
                            UUID.fromString(node.required("experiment").stringValue()));
            case "RAMPING" ->
                    new Steering.Ramping(
                            ramp(node.required("ramp")),
                            node.required("step").intValue(),
                            Instant.parse(node.required("startedAt").stringValue()),
                            Instant.parse(node.required("stepSince").stringValue()));
            default -> throw new IllegalStateException("a rollout is steered by " + kind);
        };
    }

    private ObjectNode object(Ramp ramp) {
        var object = json.createObjectNode();
        ramp.steps().forEach(object.putArray("steps")::add);
        object.put("dwell", ramp.dwell().toString())
                .put("minPredictions", ramp.minPredictions())
                .put("minLabels", ramp.minLabels());
        put(object, "margin", ramp.margin());
        var guardrails = object.putObject("guardrails");
        guardrails.put("maxFailureRate", ramp.guardrails().maxFailureRate());
        put(guardrails, "maxLatencyRatio", ramp.guardrails().maxLatencyRatio());
        guardrails.put("minLatencyPredictions", ramp.guardrails().minLatencyPredictions());
        guardrails.put("maxCalibrationGap", ramp.guardrails().maxCalibrationGap());
        object.put("deadline", ramp.deadline().toString());
        return object;
    }

    private static Ramp ramp(JsonNode node) {
        var guardrails = node.required("guardrails");
        return new Ramp(
                node.required("steps").valueStream().map(JsonNode::doubleValue).toList(),
                Duration.parse(node.required("dwell").stringValue()),
                node.required("minPredictions").intValue(),
                node.required("minLabels").intValue(),
                limit(node, "margin"),
                new Ramp.Guardrails(
                        guardrails.required("maxFailureRate").doubleValue(),
                        limit(guardrails, "maxLatencyRatio"),
                        guardrails.required("minLatencyPredictions").intValue(),
                        guardrails.required("maxCalibrationGap").doubleValue()),
                Duration.parse(node.required("deadline").stringValue()));
    }

    private static void put(ObjectNode object, String name, double limit) {
        if (Double.isInfinite(limit)) {
            object.putNull(name);
        } else {
            object.put(name, limit);
        }
    }

    private static double limit(JsonNode node, String name) {
        var value = node.required(name);
        return value.isNull() ? Double.POSITIVE_INFINITY : value.doubleValue();
    }
}
