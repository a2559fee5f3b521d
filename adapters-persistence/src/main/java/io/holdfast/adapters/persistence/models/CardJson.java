package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelCard;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model card as it lies in a jsonb column. What there are many of (points of a curve, bins,
/// thresholds) is an array of numbers, in the order of the record's components.
final class CardJson {

    private static final String CROSS_VALIDATION = "cross-validation";
    private static final String OUT_OF_TIME = "out-of-time";

    private final JsonMapper json = JsonMapper.builder().build();
    private final MetricsJson metrics = new MetricsJson();

    String write(ModelCard card) {
        var object = json.createObjectNode();
        writeOrigin(object.putObject("origin"), card.origin());
        object.set("candidates", metrics.array(card.candidates()));
        writeHeadline(object.putObject("headline"), card.headline());
        writeInputs(object, card.inputs());
        object.put("importanceRows", card.importanceRows());
        writeRows(
                object,
                "rocCurve",
                card.rocCurve(),
                List.of(
                        ModelCard.RocPoint::falsePositiveRate,
                        ModelCard.RocPoint::truePositiveRate,
                        ModelCard.RocPoint::threshold));
        writeRows(
                object,
                "recallCurve",
                card.precisionRecallCurve(),
                List.of(
                        ModelCard.RecallPoint::recall,
                        ModelCard.RecallPoint::precision,
                        ModelCard.RecallPoint::threshold));
        writeRows(
                object,
                "calibration",
                card.calibration(),
                List.of(
                        ModelCard.CalibrationBin::from,
                        ModelCard.CalibrationBin::to,
                        ModelCard.CalibrationBin::rows,
                        ModelCard.CalibrationBin::meanPredicted,
                        ModelCard.CalibrationBin::observedRate));
        object.putObject("costs")
                .put("missed", card.costs().missed())
                .put("needless", card.costs().needless());
        writeRows(
                object,
                "thresholds",
                card.thresholds(),
                List.of(
                        ModelCard.Threshold::from,
                        ModelCard.Threshold::flagged,
                        ModelCard.Threshold::found));
        writeSlices(object, card.slices());
        var limits = object.putArray("limits");
        card.limits().forEach(limits::add);
        object.put("seconds", card.seconds());
        return json.writeValueAsString(object);
    }

    private static void writeOrigin(ObjectNode object, ModelCard.Origin origin) {
        object.put("contract", origin.contract().name())
                .put("contractVersion", origin.contract().version())
                .put("dataSha256", origin.dataSha256())
                .put("seed", origin.seed())
                .put("rows", origin.rows())
                .put("positives", origin.positives())
                .put("leakageAllowed", origin.leakageAllowed());
        switch (origin.split()) {
            case ModelCard.Split.CrossValidation(int folds) ->
                    object.putObject("split").put("kind", CROSS_VALIDATION).put("folds", folds);
            case ModelCard.Split.OutOfTime(var from, int judged, int folds) ->
                    object.putObject("split")
                            .put("kind", OUT_OF_TIME)
                            .put("from", from.toString())
                            .put("judged", judged)
                            .put("folds", folds);
        }
    }

    private void writeHeadline(ObjectNode object, ModelCard.Headline headline) {
        object.put("rows", headline.rows())
                .put("positives", headline.positives())
                .put("resamples", headline.resamples());
        object.set("estimate", metrics.object(headline.estimate()));
        object.set("low", metrics.object(headline.low()));
        object.set("high", metrics.object(headline.high()));
    }

    private static void writeInputs(ObjectNode object, List<ModelCard.Input> inputs) {
        var array = object.putArray("inputs");
        for (var input : inputs) {
            array.addObject()
                    .put("name", input.name())
                    .put("kind", input.kind().name())
                    .put("missingShare", input.missingShare())
                    .put("importance", input.importance());
        }
    }

    private static void writeSlices(ObjectNode object, List<ModelCard.Slice> slices) {
        var array = object.putArray("slices");
        for (var slice : slices) {
            array.addObject()
                    .put("feature", slice.feature())
                    .put("value", slice.value())
                    .put("rows", slice.rows())
                    .put("positives", slice.positives())
                    .put("meanPredicted", slice.meanPredicted())
                    .put("rocAuc", slice.rocAuc())
                    .put("logLoss", slice.logLoss())
                    .put("calibrationError", slice.calibrationError())
                    .put("gap", slice.gap());
        }
    }

    private static <T> void writeRows(
            ObjectNode object, String name, List<T> rows, List<ToDoubleFunction<T>> columns) {
        var array = object.putArray(name);
        for (var row : rows) {
            var numbers = array.addArray();
            columns.forEach(column -> numbers.add(column.applyAsDouble(row)));
        }
    }

    ModelCard read(String text) {
        var node = json.readTree(text);
        var costs = node.required("costs");
        return new ModelCard(
                readOrigin(node.required("origin")),
                metrics.candidates(node.required("candidates")),
                readHeadline(node.required("headline")),
                list(node, "inputs", CardJson::readInput),
                node.required("importanceRows").intValue(),
                list(
                        node,
                        "rocCurve",
                        row -> new ModelCard.RocPoint(at(row, 0), at(row, 1), at(row, 2))),
                list(
                        node,
                        "recallCurve",
                        row -> new ModelCard.RecallPoint(at(row, 0), at(row, 1), at(row, 2))),
                list(
                        node,
                        "calibration",
                        row ->
                                new ModelCard.CalibrationBin(
                                        at(row, 0),
                                        at(row, 1),
                                        (int) at(row, 2),
                                        at(row, 3),
                                        at(row, 4))),
                new ModelCard.Costs(
                        costs.required("missed").doubleValue(),
                        costs.required("needless").doubleValue()),
                list(
                        node,
                        "thresholds",
                        row ->
                                new ModelCard.Threshold(
                                        at(row, 0), (int) at(row, 1), (int) at(row, 2))),
                list(node, "slices", CardJson::readSlice),
                list(node, "limits", JsonNode::stringValue),
                node.required("seconds").doubleValue());
    }

    private static ModelCard.Origin readOrigin(JsonNode node) {
        return new ModelCard.Origin(
                new ContractId(
                        node.required("contract").stringValue(),
                        node.required("contractVersion").intValue()),
                node.required("dataSha256").stringValue(),
                node.required("seed").longValue(),
                readSplit(node.required("split")),
                node.required("rows").intValue(),
                node.required("positives").intValue(),
                node.required("leakageAllowed").booleanValue());
    }

    private static ModelCard.Split readSplit(JsonNode node) {
        var kind = node.required("kind").stringValue();
        return switch (kind) {
            case CROSS_VALIDATION ->
                    new ModelCard.Split.CrossValidation(node.required("folds").intValue());
            case OUT_OF_TIME ->
                    new ModelCard.Split.OutOfTime(
                            Instant.parse(node.required("from").stringValue()),
                            node.required("judged").intValue(),
                            node.required("folds").intValue());
            default -> throw new IllegalStateException("a stored card has the split " + kind);
        };
    }

    private static ModelCard.Headline readHeadline(JsonNode node) {
        return new ModelCard.Headline(
                node.required("rows").intValue(),
                node.required("positives").intValue(),
                MetricsJson.metrics(node.required("estimate")),
                MetricsJson.metrics(node.required("low")),
                MetricsJson.metrics(node.required("high")),
                node.required("resamples").intValue());
    }

    private static ModelCard.Input readInput(JsonNode node) {
        return new ModelCard.Input(
                node.required("name").stringValue(),
                ModelCard.Kind.valueOf(node.required("kind").stringValue()),
                node.required("missingShare").doubleValue(),
                node.required("importance").doubleValue());
    }

    private static ModelCard.Slice readSlice(JsonNode node) {
        return new ModelCard.Slice(
                node.required("feature").stringValue(),
                node.required("value").stringValue(),
                node.required("rows").intValue(),
                node.required("positives").intValue(),
                node.required("meanPredicted").doubleValue(),
                node.required("rocAuc").doubleValue(),
                node.required("logLoss").doubleValue(),
                node.required("calibrationError").doubleValue(),
                node.required("gap").doubleValue());
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> element) {
        return node.required(name).valueStream().map(element).toList();
    }

    private static double at(JsonNode row, int column) {
        return row.required(column).doubleValue();
    }
}
