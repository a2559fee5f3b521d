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

/// The Shop view's score of one customer.
public final class ShopEndpoint implements Endpoint {

    private record Answer(
            double churnProbability,
            String riskLevel,
            List<String> recommendations,
            double confidence,
            String modelVersion,
            UUID predictionId) {
        static Answer from(ScoredEntity scored) {
            return new Answer(
                    scored.probability(),
                    scored.prediction().riskLevel(),
                    scored.advice(),
                    scored.confidence(),
                    scored.model().version().label(),
                    scored.prediction().id());
        }
    }

    private final ContractScoring scoring;

    public ShopEndpoint(ContractScoring scoring) {
        this.scoring = scoring;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/churn/predict",
                        Access.keyOrUser(Scope.PREDICT),
                        Set.of(BodyKind.JSON),
                        this::predict));
    }

    private Reply predict(Exchange exchange) {
        return Reply.ok(Answer.from(scoring.scoreOne(exchange)));
    }
}
