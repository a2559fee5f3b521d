package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.application.scoring.ScoreEntities;
import java.util.List;

/// `{role, prediction, probability, prediction_id}`, written without a detour: this is the hot
/// path.
final class AgentAnswer {

    private AgentAnswer() {}

    static Reply of(ScoreEntities.Outcome.Scored scored) {
        var prediction = scored.predictions().getFirst();
        var body =
                Json.write(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("role", "agent");
                    json.writeNumberProperty("prediction", prediction.positive() ? 1 : 0);
                    json.writeNumberProperty("probability", prediction.probability().value());
                    json.writeStringProperty("prediction_id", prediction.id().toString());
                    json.writeEndObject();
                });
        return new Reply(200, Reply.JSON, body, List.of());
    }
}
