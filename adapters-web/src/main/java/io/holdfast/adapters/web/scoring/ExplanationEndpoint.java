package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.scoring.ExplainPrediction;
import io.holdfast.application.scoring.ExplainPrediction.Outcome.Explained;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.scoring.Reason;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Why an answer was what it was, by the version that gave it.
public final class ExplanationEndpoint implements Endpoint {

    private static final String UNIT = "log-odds";

    private final ExplainPrediction explainPrediction;

    public ExplanationEndpoint(ExplainPrediction explainPrediction) {
        this.explainPrediction = explainPrediction;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/v1/predictions/{id}/explanation",
                                Access.keyOrUser(Scope.EXPLAIN),
                                this::explain)
                        .with(Route.Trait.PERSONAL));
    }

    private Reply explain(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = check.id("id");
        check.done();
        return switch (explainPrediction.explain(id)) {
            case Explained explained -> answer(explained);
            case ExplainPrediction.Outcome.UnknownPrediction(var unknown) ->
                    throw new Refusal(
                            Problem.of(ProblemType.NOT_FOUND, "there is no prediction " + unknown));
            case ExplainPrediction.Outcome.VersionGone(var contract, var version) ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    "v%d of contract %s, which answered, can be loaded no longer"
                                            .formatted(version, contract)));
        };
    }

    private static Reply answer(Explained explained) {
        var prediction = explained.prediction();
        var body =
                Json.write(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("prediction_id", prediction.id().toString());
                    json.writeStringProperty("contract", prediction.contract().name());
                    json.writeNumberProperty("contract_version", prediction.contract().version());
                    json.writeStringProperty("model_version", explained.version().label());
                    json.writeStringProperty("customer_id", prediction.entity());
                    json.writeNumberProperty("probability", prediction.probability().value());
                    json.writeStringProperty("risk_level", prediction.riskLevel());
                    json.writeStringProperty("at", prediction.at().toString());
                    json.writeStringProperty("unit", UNIT);
                    json.writeNumberProperty("base_value", explained.explanation().base());
                    writeValues(json, explained);
                    json.writeNumberProperty("log_odds", explained.explanation().total());
                    json.writeArrayPropertyStart("reasons");
                    explained.reasons().forEach(reason -> writeReason(json, reason));
                    json.writeEndArray();
                    json.writeEndObject();
                });
        return new Reply(200, Reply.JSON, body, List.of());
    }

    private static void writeValues(JsonGenerator json, Explained explained) {
        var features = explained.contract().features();
        json.writeArrayPropertyStart("values");
        for (int i = 0; i < features.size(); i++) {
            var feature = features.get(i);
            json.writeStartObject();
            json.writeStringProperty("feature", feature.name());
            json.writePOJOProperty(
                    "value", feature.display(explained.prediction().features().at(i)).orElse(null));
            json.writeNumberProperty("contribution", explained.explanation().at(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeReason(JsonGenerator json, Reason reason) {
        json.writeStartObject();
        json.writeStringProperty("feature", reason.feature());
        json.writeStringProperty("value", reason.value());
        json.writeStringProperty("direction", reason.direction().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("contribution", reason.contribution());
        json.writeNumberProperty("share", reason.share());
        json.writeStringProperty("text", reason.text());
        json.writeEndObject();
    }
}
