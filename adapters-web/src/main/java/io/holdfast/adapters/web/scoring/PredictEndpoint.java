package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.identity.Role;
import java.util.List;
import java.util.Set;

/// Scores customers by one contract. An agent sends one customer and gets the figure; an admin may
/// send a table and gets the explanations too.
public final class PredictEndpoint implements Endpoint {

    static final int MAX_JSON_BYTES = 1024 * 1024;
    private static final int RETRY_OVERLOADED_SECONDS = 1;
    private static final int RETRY_NO_MODEL_SECONDS = 30;

    private final ScoreEntities scoreEntities;
    private final ScoringObserver observer;
    private final String contractName;
    private final int maxBodyBytes;

    public PredictEndpoint(
            ScoreEntities scoreEntities,
            ScoringObserver observer,
            String contractName,
            int maxBodyBytes) {
        this.scoreEntities = scoreEntities;
        this.observer = observer;
        this.contractName = contractName;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/predict",
                        Access.USER,
                        Set.of(BodyKind.JSON, BodyKind.MULTIPART),
                        this::predict));
    }

    private Reply predict(Exchange exchange) {
        long started = System.nanoTime();
        boolean admin = exchange.person().user().role() == Role.ADMIN;
        var outcome =
                scoreEntities.score(
                        new ScoreEntities.Command(
                                contractName,
                                input(exchange, admin),
                                admin,
                                exchange.requestId(),
                                exchange.arrivedAt()));
        observer.observed(contractName, outcome, System.nanoTime() - started);
        return switch (outcome) {
            case ScoreEntities.Outcome.Scored scored ->
                    admin ? AdminAnswer.of(scored) : AgentAnswer.of(scored);
            case ScoreEntities.Outcome.Invalid(var violations, var total) ->
                    throw new Refusal(Problem.invalid(violations, total));
            case ScoreEntities.Outcome.NoModel(var name) ->
                    throw new Refusal(
                            Problem.unavailable(
                                    ProblemType.NO_MODEL,
                                    "no model of contract %s is loaded".formatted(name),
                                    RETRY_NO_MODEL_SECONDS));
            case ScoreEntities.Outcome.Overloaded() ->
                    throw new Refusal(
                            Problem.unavailable(
                                    ProblemType.OVERLOADED,
                                    "predictions come in faster than they can be kept",
                                    RETRY_OVERLOADED_SECONDS));
        };
    }

    private ScoreEntities.Input input(Exchange exchange, boolean admin) {
        return switch (exchange.bodyKind()) {
            case MULTIPART -> {
                if (!admin) {
                    throw new Refusal(
                            Problem.of(ProblemType.NOT_ALLOWED, "only an admin may send a table"));
                }
                yield new ScoreEntities.Input.Delimited(
                        UploadedFile.read(exchange.body(), maxBodyBytes).content());
            }
            case JSON, FORM ->
                    new ScoreEntities.Input.Fields(
                            JsonFields.read(exchange.body().bytes(MAX_JSON_BYTES)));
        };
    }
}
