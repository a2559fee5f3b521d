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
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import java.util.List;
import java.util.Set;

/// The Telco view's scores. An agent sends one customer and gets the figure; an admin may send a
/// table and gets the explanations too.
public final class PredictEndpoint implements Endpoint {

    private static final Set<BodyKind> BODIES = Set.of(BodyKind.JSON, BodyKind.MULTIPART);

    private final ContractScoring scoring;
    private final int maxBodyBytes;

    public PredictEndpoint(ContractScoring scoring, int maxBodyBytes) {
        this.scoring = scoring;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/predict", Access.keyAndUser(Scope.PREDICT), BODIES, this::predict),
                Route.post(
                        "/predict/explainability",
                        Access.keyAndAdmin(Scope.EXPLAIN),
                        BODIES,
                        this::predict));
    }

    private Reply predict(Exchange exchange) {
        long started = System.nanoTime();
        boolean admin = exchange.person().user().role() == Role.ADMIN;
        var scored = scoring.score(exchange, input(exchange, admin), admin, started);
        return admin ? AdminAnswer.of(scored) : AgentAnswer.of(scored);
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
            case JSON, NDJSON, FORM ->
                    new ScoreEntities.Input.Fields(ContractScoring.fields(exchange));
        };
    }
}
