package io.holdfast.adapters.web.scoring.inference;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.scoring.ContractScoring;
import io.holdfast.application.models.ServedModel;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.identity.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The models as the Open Inference Protocol (version 2, REST) shows them: a model is a contract, a
/// version one that answers or scores along. Without a version the entity's arm answers.
public final class InferenceEndpoint implements Endpoint {

    private static final String MODEL = "/v2/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final Set<BodyKind> BODIES = Set.of(BodyKind.JSON);

    private final String release;
    private final ServedModels models;
    private final Function<String, ContractScoring> scoring;
    private final BooleanSupplier databaseReachable;

    /// @param release of the server
    /// @param scoring by a contract's name
    public InferenceEndpoint(
            String release,
            ServedModels models,
            Function<String, ContractScoring> scoring,
            BooleanSupplier databaseReachable) {
        this.release = release;
        this.models = models;
        this.scoring = scoring;
        this.databaseReachable = databaseReachable;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v2", Access.keyOrUser(Scope.PREDICT), this::server),
                Route.get("/v2/health/live", Access.open(), this::live).with(Route.Trait.PROBE),
                Route.get("/v2/health/ready", Access.open(), this::ready).with(Route.Trait.PROBE),
                Route.get(MODEL, Access.keyOrUser(Scope.PREDICT), this::metadata),
                Route.get(VERSION, Access.keyOrUser(Scope.PREDICT), this::metadata),
                Route.get(MODEL + "/ready", Access.keyOrUser(Scope.PREDICT), this::modelReady),
                Route.get(VERSION + "/ready", Access.keyOrUser(Scope.PREDICT), this::modelReady),
                Route.post(MODEL + "/infer", Access.keyOrUser(Scope.PREDICT), BODIES, this::infer),
                Route.post(
                        VERSION + "/infer",
                        Access.keyOrUser(Scope.PREDICT),
                        BODIES,
                        this::inferByVersion));
    }

    private Reply server(Exchange exchange) {
        return Reply.ok(Map.of("name", "holdfast", "version", release, "extensions", List.of()));
    }

    private Reply live(Exchange exchange) {
        return Reply.ok(Map.of("live", true));
    }

    private Reply ready(Exchange exchange) {
        boolean ready = databaseReachable.getAsBoolean() && !models.all().isEmpty();
        return Reply.json(ready ? 200 : 503, Map.of("ready", ready));
    }

    private Reply metadata(Exchange exchange) {
        var rollout = rollout(exchange);
        var versions =
                exchange.hasPathParameter("version")
                        ? List.of(version(exchange, rollout))
                        : rollout.rollout().versions().stream()
                                .flatMap(number -> rollout.version(number).stream())
                                .toList();
        return Reply.ok(ModelMetadata.of(rollout.contract(), versions));
    }

    private Reply modelReady(Exchange exchange) {
        var rollout = rollout(exchange);
        if (exchange.hasPathParameter("version")) {
            var _ = version(exchange, rollout);
        }
        return Reply.ok(Map.of("name", rollout.contract().id().name(), "ready", true));
    }

    private Reply infer(Exchange exchange) {
        var name = rollout(exchange).contract().id().name();
        return infer(exchange, command -> scoring.apply(name).scoreAll(exchange, command));
    }

    private Reply inferByVersion(Exchange exchange) {
        var rollout = rollout(exchange);
        var name = rollout.contract().id().name();
        int number = version(exchange, rollout).version().number();
        return infer(exchange, input -> scoring.apply(name).scoreAllBy(number, exchange, input));
    }

    private Reply infer(
            Exchange exchange, Function<ScoreEntities.Input, ScoreEntities.Outcome.Scored> score) {
        exchange.bodyKind();
        var contract = rollout(exchange).contract();
        var request =
                InferRequest.read(exchange.body().bytes(ContractScoring.MAX_JSON_BYTES), contract);
        var scored = score.apply(new ScoreEntities.Input.Rows(request.rows()));
        return new Reply(
                200,
                Reply.JSON,
                Json.write(json -> InferAnswer.write(json, request, scored)),
                List.of());
    }

    private ServedRollout rollout(Exchange exchange) {
        var name = exchange.pathParameter("model");
        return models.of(name).orElseThrow(() -> notFound("no model of this name is loaded"));
    }

    private static ServedModel version(Exchange exchange, ServedRollout rollout) {
        var text = exchange.pathParameter("version");
        return rollout.rollout().versions().stream()
                .filter(number -> text.equals(number.toString()) || text.equals("v" + number))
                .flatMap(number -> rollout.version(number).stream())
                .findFirst()
                .orElseThrow(() -> notFound("no such version answers or scores along"));
    }

    private static Refusal notFound(String detail) {
        return new Refusal(Problem.of(ProblemType.NOT_FOUND, detail));
    }
}
