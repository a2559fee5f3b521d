package io.holdfast.adapters.web.models;

import io.holdfast.domain.models.Metrics;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelVersion;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Writes a card as JSON. What cannot be told, such as the precision of nobody, is null.
final class CardAnswer {

    private final JsonGenerator json;

    CardAnswer(JsonGenerator json) {
        this.json = json;
    }

    void write(ModelVersion version, ModelCard card) {
        json.writeStartObject();
        origin(version, card);
        headline(card.headline());
        candidates(card);
        features(card);
        curves(card);
        thresholds(card);
        slices(card.slices());
        json.writeArrayPropertyStart("limits");
        card.limits().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void origin(ModelVersion version, ModelCard card) {
        var origin = card.origin();
        json.writeStringProperty("contract", version.contract().name());
        json.writeNumberProperty("contract_version", version.contract().version());
        json.writeStringProperty("model_version", version.label());
        json.writeStringProperty("algorithm", version.algorithm());
        json.writeStringProperty("settings", card.chosen().settings());
        json.writeStringProperty("created_at", version.createdAt().toString());
        json.writeStringProperty("artefact_sha256", version.artefactSha256());
        json.writeStringProperty("data_sha256", origin.dataSha256());
        json.writeNumberProperty("rows", origin.rows());
        json.writeNumberProperty("positives", origin.positives());
        // As a text: a reader in JavaScript would round it.
        json.writeStringProperty("seed", String.valueOf(origin.seed()));
        json.writeObjectPropertyStart("split");
        switch (origin.split()) {
            case ModelCard.Split.CrossValidation(int folds) -> {
                json.writeStringProperty("kind", "cross-validation");
                json.writeNumberProperty("folds", folds);
            }
            case ModelCard.Split.OutOfTime(var from, int judged, int folds) -> {
                json.writeStringProperty("kind", "out-of-time");
                json.writeNumberProperty("folds", folds);
                json.writeStringProperty("from", from.toString());
                json.writeNumberProperty("judged_rows", judged);
            }
        }
        json.writeEndObject();
        json.writeBooleanProperty("leakage_allowed", origin.leakageAllowed());
        number("training_seconds", card.seconds());
    }

    private void headline(ModelCard.Headline headline) {
        json.writeObjectPropertyStart("metrics");
        json.writeNumberProperty("rows", headline.rows());
        json.writeNumberProperty("positives", headline.positives());
        json.writeNumberProperty("resamples", headline.resamples());
        json.writeNumberProperty("confidence", 0.95);
        for (var figure : Figure.values()) {
            json.writeObjectPropertyStart(figure.name().toLowerCase(Locale.ROOT));
            number("estimate", figure.of(headline.estimate()));
            number("low", figure.of(headline.low()));
            number("high", figure.of(headline.high()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void candidates(ModelCard card) {
        list(
                "candidates",
                card.candidates(),
                candidate -> {
                    json.writeStringProperty("algorithm", candidate.algorithm());
                    json.writeStringProperty("settings", candidate.settings());
                    figures(candidate.metrics());
                    number("seconds", candidate.seconds());
                });
    }

    private void figures(Metrics metrics) {
        for (var figure : Figure.values()) {
            number(figure.name().toLowerCase(Locale.ROOT), figure.of(metrics));
        }
    }

    private void features(ModelCard card) {
        json.writeNumberProperty("importance_rows", card.importanceRows());
        list(
                "features",
                card.inputs(),
                input -> {
                    json.writeStringProperty("name", input.name());
                    json.writeStringProperty("type", input.kind().name().toLowerCase(Locale.ROOT));
                    number("missing_share", input.missingShare());
                    number("importance", input.importance());
                });
    }

    private void curves(ModelCard card) {
        list(
                "roc_curve",
                card.rocCurve(),
                point -> {
                    number("false_positive_rate", point.falsePositiveRate());
                    number("true_positive_rate", point.truePositiveRate());
                    number("threshold", point.threshold());
                });
        list(
                "precision_recall_curve",
                card.precisionRecallCurve(),
                point -> {
                    number("recall", point.recall());
                    number("precision", point.precision());
                    number("threshold", point.threshold());
                });
        list(
                "calibration",
                card.calibration(),
                bin -> {
                    number("from", bin.from());
                    number("to", bin.to());
                    json.writeNumberProperty("rows", bin.rows());
                    number("mean_predicted", bin.meanPredicted());
                    number("observed_rate", bin.observedRate());
                });
    }

    private void thresholds(ModelCard card) {
        json.writeObjectPropertyStart("costs");
        number("missed", card.costs().missed());
        number("needless", card.costs().needless());
        json.writeEndObject();
        number("cheapest_threshold", card.cheapest().from());
        list(
                "thresholds",
                card.thresholds(),
                threshold -> {
                    number("threshold", threshold.from());
                    number("precision", orNaN(threshold.precision()));
                    number("recall", card.recall(threshold));
                    number("flagged_share", card.flaggedShare(threshold));
                    number("cost", card.cost(threshold));
                });
    }

    private void slices(List<ModelCard.Slice> slices) {
        list(
                "slices",
                slices,
                slice -> {
                    json.writeStringProperty("feature", slice.feature());
                    json.writeStringProperty("value", slice.value());
                    json.writeNumberProperty("rows", slice.rows());
                    number("positive_rate", slice.positiveRate());
                    number("mean_predicted", slice.meanPredicted());
                    number("roc_auc", slice.rocAuc());
                    number("log_loss", slice.logLoss());
                    number("calibration_error", slice.calibrationError());
                    number("gap_standard_errors", slice.gap());
                });
    }

    private <T> void list(String name, List<T> elements, Consumer<T> members) {
        json.writeArrayPropertyStart(name);
        for (var element : elements) {
            json.writeStartObject();
            members.accept(element);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }

    private static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
