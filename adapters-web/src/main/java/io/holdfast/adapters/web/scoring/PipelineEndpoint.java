package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.Scope;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The Pipeline view's score of one subscriber.
public final class PipelineEndpoint implements Endpoint {

    private static final double MICROS_PER_MILLI = 1e3;

    private record Answer(
            String customerId,
            double churnProbability,
            String churnRiskCategory,
            double confidenceScore,
            String modelVersion,
            double modelAccuracy,
            String recommendedAction,
            String retentionStrategy,
            String requestId,
            String timestamp,
            double processingTimeMs,
            UUID predictionId) {
        static Answer from(ScoredEntity scored) {
            var prediction = scored.prediction();
            var version = scored.model().version();
            return new Answer(
                    prediction.entity(),
                    scored.probability(),
                    prediction.riskLevel(),
                    scored.confidence(),
                    version.label(),
                    version.metrics().accuracy(),
                    scored.advice(0),
                    scored.advice(1),
                    prediction.requestId(),
                    scored.timestamp(),
                    prediction.latencyMicros() / MICROS_PER_MILLI,
                    prediction.id());
        }
    }

    private final ContractScoring scoring;

    public PipelineEndpoint(ContractScoring scoring) {
        this.scoring = scoring;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/predict",
                        Access.keyOrUser(Scope.PREDICT),
                        Set.of(BodyKind.JSON),
                        this::predict));
    }

    private Reply predict(Exchange exchange) {
        return Reply.ok(Answer.from(scoring.scoreOne(exchange)));
    }
}
