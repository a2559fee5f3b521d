package io.holdfast.adapters.web.models.rollout;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.RolloutChange;
import io.holdfast.application.models.SteerRamps;
import io.holdfast.domain.models.rollout.Deployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Sets which versions answer for what shares: at once, or by a ramp.
public final class TrafficEndpoint implements Endpoint {

    private final RolloutChanges changes;
    private final SteerRamps steerRamps;
    private final String defaultContract;

    public TrafficEndpoint(
            ChangeRollout changeRollout, SteerRamps steerRamps, String defaultContract) {
        this.changes = new RolloutChanges(changeRollout);
        this.steerRamps = steerRamps;
        this.defaultContract = defaultContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/switch-traffic",
                        Access.admin(),
                        Set.of(BodyKind.JSON),
                        this::switchTraffic),
                Route.post("/api/v1/ramps", Access.admin(), Set.of(BodyKind.JSON), this::startRamp)
                        .with(Route.Trait.CREATES));
    }

    private Reply switchTraffic(Exchange exchange) {
        var check = RolloutBody.required(exchange);
        var contract = RolloutBody.contract(check, defaultContract);
        var arms = RolloutBody.shares(check, "models", 1);
        var shadows = RolloutBody.shadows(check, "shadows", arms);
        var note = RolloutBody.note(check);
        check.done();
        var deployment =
                changes.make(exchange, contract, new RolloutChange.Traffic(arms, shadows), note);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("message", "traffic goes to " + deployment.to().describe());
        if (deployment.from() instanceof Deployment.Before.Was(var rollout)) {
            answer.put("previous", RolloutAnswer.from(rollout));
        }
        answer.put("current", RolloutAnswer.from(deployment.to()));
        answer.put("revision", deployment.to().revision());
        answer.put("changed_at", deployment.at().toString());
        return Reply.ok(answer);
    }

    private Reply startRamp(Exchange exchange) {
        var check = RolloutBody.required(exchange);
        var contract = RolloutBody.contract(check, defaultContract);
        int version = RolloutBody.version(check, "version");
        var fields = RampFields.read(check);
        var note = RolloutBody.note(check);
        check.done();
        var deployment =
                changes.make(
                        exchange,
                        contract,
                        new RolloutChange.StartRamp(version, fields.toRamp()),
                        note);
        return Reply.json(201, RolloutAnswer.from(deployment.to(), steerRamps))
                .with(HeaderValues.create(HeaderNames.LOCATION, "/api/v1/rollouts/" + contract));
    }
}
