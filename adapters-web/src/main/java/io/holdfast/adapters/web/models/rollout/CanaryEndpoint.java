package io.holdfast.adapters.web.models.rollout;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.RolloutChange;
import io.holdfast.application.models.ServedModels;
import io.holdfast.domain.models.rollout.Rollout;
import java.util.List;
import java.util.Set;

/// The Telco view's canary: the share of the version in staging, and fetching the models anew.
public final class CanaryEndpoint implements Endpoint {

    private static final int RETRY_SECONDS = 30;

    private record Message(String message) {}

    private record Reloaded(String status, String message) {}

    private final RolloutChanges changes;
    private final ServedModels models;
    private final String defaultContract;

    public CanaryEndpoint(
            ChangeRollout changeRollout, ServedModels models, String defaultContract) {
        this.changes = new RolloutChanges(changeRollout);
        this.models = models;
        this.defaultContract = defaultContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/admin/set_canary_percentage",
                        Access.adminKey(),
                        Set.of(BodyKind.JSON),
                        this::setPercentage),
                Route.post(
                        "/admin/reload_models", Access.adminKey(), Set.of(), this::reloadModels));
    }

    private Reply setPercentage(Exchange exchange) {
        var check = RolloutBody.required(exchange);
        double share =
                check.number(
                        "percentage",
                        number -> number >= 0 && number <= 1,
                        "must be a number between 0 and 1");
        var contract = RolloutBody.contract(check, defaultContract);
        check.done();
        changes.make(
                exchange, contract, new RolloutChange.Canary(share), RolloutBody.Note.absent());
        return Reply.ok(new Message("Canary traffic updated to " + Rollout.percent(share)));
    }

    private Reply reloadModels(Exchange exchange) {
        models.reload();
        var rollouts = models.all();
        int versions = rollouts.stream().mapToInt(rollout -> rollout.models().size()).sum();
        if (versions == 0) {
            throw new Refusal(
                    Problem.unavailable(
                            ProblemType.NO_MODEL, "there is no model to load", RETRY_SECONDS));
        }
        return Reply.ok(
                new Reloaded(
                        "ok",
                        "models loaded: %d, of %d contracts".formatted(versions, rollouts.size())));
    }
}
