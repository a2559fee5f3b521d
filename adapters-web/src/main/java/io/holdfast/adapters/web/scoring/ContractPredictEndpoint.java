package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractQueries;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The score of one entity by any contract, one's own or one that came with the program.
public final class ContractPredictEndpoint implements Endpoint {

    private record Answer(
            String entity,
            double probability,
            int prediction,
            String riskLevel,
            List<String> recommendations,
            String modelVersion,
            UUID predictionId,
            String timestamp) {
        static Answer from(ScoredEntity scored) {
            var prediction = scored.prediction();
            return new Answer(
                    prediction.entity(),
                    scored.probability(),
                    prediction.positive() ? 1 : 0,
                    prediction.riskLevel(),
                    scored.advice(),
                    scored.model().version().label(),
                    prediction.id(),
                    scored.timestamp());
        }
    }

    private final ScoreEntities scoreEntities;
    private final ScoringObserver observer;
    private final ServedModels models;
    private final ContractQueries contracts;

    public ContractPredictEndpoint(
            ScoreEntities scoreEntities,
            ScoringObserver observer,
            ServedModels models,
            ContractQueries contracts) {
        this.scoreEntities = scoreEntities;
        this.observer = observer;
        this.models = models;
        this.contracts = contracts;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/contracts/{name}/predict",
                        Access.keyOrUser(Scope.PREDICT),
                        Set.of(BodyKind.JSON),
                        this::predict));
    }

    private Reply predict(Exchange exchange) {
        var name = exchange.pathParameter("name");
        // Names that callers invent must not become labels of the metrics.
        if (models.of(name).isEmpty() && contracts.document(name).isEmpty()) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.NOT_FOUND,
                            "there is no contract " + Violation.extract(name)));
        }
        var scoring = new ContractScoring(scoreEntities, observer, name);
        return Reply.ok(Answer.from(scoring.scoreOne(exchange)));
    }
}
