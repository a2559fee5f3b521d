package io.holdfast.adapters.web.scoring.inference;

import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.scoring.Prediction;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The tensors that were asked for. Rows of one request may have different arms: the version that
/// answered each stands in the parameters.
final class InferAnswer {

    private InferAnswer() {}

    static void write(
            JsonGenerator json, InferRequest request, ScoreEntities.Outcome.Scored scored) {
        var predictions = scored.predictions();
        json.writeStartObject();
        json.writeStringProperty("model_name", scored.rollout().contract().id().name());
        json.writeStringProperty("model_version", "" + predictions.getFirst().modelVersion());
        if (!request.id().isEmpty()) {
            json.writeStringProperty("id", request.id());
        }
        json.writeObjectPropertyStart("parameters");
        json.writeArrayPropertyStart("model_versions");
        predictions.forEach(prediction -> json.writeNumber(prediction.modelVersion()));
        json.writeEndArray();
        json.writeArrayPropertyStart("prediction_ids");
        predictions.forEach(prediction -> json.writeString(prediction.id().toString()));
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayPropertyStart("outputs");
        for (var tensor : ModelMetadata.OUTPUTS) {
            if (request.outputs().contains(tensor.name())) {
                writeTensor(json, tensor, predictions);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTensor(
            JsonGenerator json, ModelMetadata.Tensor tensor, List<Prediction> predictions) {
        json.writeStartObject();
        json.writeStringProperty("name", tensor.name());
        json.writeStringProperty("datatype", tensor.datatype());
        json.writeName("shape");
        json.writeArray(new int[] {predictions.size()}, 0, 1);
        json.writeArrayPropertyStart("data");
        for (var prediction : predictions) {
            switch (tensor.name()) {
                case ModelMetadata.PROBABILITY ->
                        json.writeNumber(prediction.probability().value());
                case ModelMetadata.PREDICTION -> json.writeNumber(prediction.positive() ? 1 : 0);
                default -> json.writeString(prediction.riskLevel());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
