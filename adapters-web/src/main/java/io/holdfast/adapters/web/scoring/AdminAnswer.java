package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.scoring.Prediction;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `{role, results, shap_values}`: each row as it was read, with its prediction, and what each
/// feature added to it in log-odds of the probability.
final class AdminAnswer {

    private AdminAnswer() {}

    static Reply of(ScoreEntities.Outcome.Scored scored) {
        var contract = scored.rollout().contract();
        var body =
                Json.write(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("role", "admin");
                    json.writeArrayPropertyStart("results");
                    scored.predictions().forEach(row -> writeRow(json, contract, row));
                    json.writeEndArray();
                    json.writeObjectPropertyStart("shap_values");
                    writeExplanations(json, contract, scored.explanations());
                    json.writeEndObject();
                    json.writeEndObject();
                });
        return new Reply(200, Reply.JSON, body, List.of());
    }

    private static void writeRow(JsonGenerator json, FeatureContract contract, Prediction row) {
        json.writeStartObject();
        // A row without an id was given the prediction's own, which is nothing the caller sent.
        if (!row.entity().equals(row.id().toString())) {
            json.writeStringProperty(contract.identifier(), row.entity());
        }
        contract.display(row.features()).forEach(json::writePOJOProperty);
        json.writeNumberProperty("prediction", row.positive() ? 1 : 0);
        json.writeNumberProperty("probability", row.probability().value());
        json.writeEndObject();
    }

    private static void writeExplanations(
            JsonGenerator json, FeatureContract contract, List<Explanation> explanations) {
        var names = contract.features().stream().map(Feature::name).toList();
        var mean = new double[names.size()];
        var max = new double[names.size()];
        for (var explanation : explanations) {
            for (int i = 0; i < mean.length; i++) {
                double size = Math.abs(explanation.at(i));
                mean[i] += size / explanations.size();
                max[i] = Math.max(max[i], size);
            }
        }
        json.writeObjectPropertyStart("summary");
        writeArray(json, "mean_abs_shap", mean);
        writeArray(json, "max_abs_shap", max);
        json.writeEndObject();
        json.writeObjectPropertyStart("per_feature");
        for (int i = 0; i < mean.length; i++) {
            json.writeNumberProperty(names.get(i), mean[i]);
        }
        json.writeEndObject();
        writeRaw(json, names, explanations);
    }

    private static void writeRaw(
            JsonGenerator json, List<String> names, List<Explanation> explanations) {
        json.writeObjectPropertyStart("raw");
        json.writeArrayPropertyStart("values");
        for (var explanation : explanations) {
            var values = explanation.toArray();
            json.writeArray(values, 0, values.length);
        }
        json.writeEndArray();
        writeArray(
                json,
                "base_values",
                explanations.stream().mapToDouble(Explanation::base).toArray());
        json.writeArrayPropertyStart("columns");
        names.forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeArray(JsonGenerator json, String name, double[] values) {
        json.writeName(name);
        json.writeArray(values, 0, values.length);
    }
}
