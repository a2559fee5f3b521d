package io.holdfast.adapters.web.models.rollout;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.SteerRamps;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.RolloutQueries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What answers now, what answered at a moment, and who changed it.
public final class RolloutsEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/rollouts";
    private static final int DEFAULT_LIMIT = 100;

    private record RolloutList(List<RolloutAnswer> rollouts) {}

    private final RolloutQueries rollouts;
    private final SteerRamps steerRamps;
    private final String defaultContract;

    public RolloutsEndpoint(
            RolloutQueries rollouts, SteerRamps steerRamps, String defaultContract) {
        this.rollouts = rollouts;
        this.steerRamps = steerRamps;
        this.defaultContract = defaultContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Access.keyOrUser(Scope.MODELS_READ), this::list),
                Route.get(PATH + "/{contract}", Access.keyOrUser(Scope.MODELS_READ), this::show),
                Route.get(
                        PATH + "/{contract}/at", Access.keyOrUser(Scope.MODELS_READ), this::showAt),
                Route.get(
                        "/api/v1/deployments",
                        Access.keyOrUser(Scope.MODELS_READ),
                        this::deployments));
    }

    private Reply list(Exchange exchange) {
        return Reply.ok(
                new RolloutList(
                        rollouts.all().stream()
                                .map(rollout -> RolloutAnswer.from(rollout, steerRamps))
                                .toList()));
    }

    private Reply show(Exchange exchange) {
        var contract = RolloutBody.contract(exchange);
        return rollouts.find(contract)
                .map(rollout -> Reply.ok(RolloutAnswer.from(rollout, steerRamps)))
                .orElseThrow(() ->
                        Refusals.notFound("no version of contract %s answers".formatted(contract)));
    }

    private Reply showAt(Exchange exchange) {
        var contract = RolloutBody.contract(exchange);
        var check = new QueryCheck(exchange);
        var moment = check.moment("moment");
        check.done();
        return rollouts.at(contract, moment)
                .map(rollout -> Reply.ok(RolloutAnswer.from(rollout)))
                .orElseThrow(() ->
                        Refusals.notFound(
                                "no version of contract %s answered at %s"
                                        .formatted(contract, moment)));
    }

    private Reply deployments(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var contract = RolloutBody.contract(check, defaultContract);
        int limit = check.number("limit", 1, RolloutQueries.Page.MAX_LIMIT, DEFAULT_LIMIT);
        long before = check.cursor("cursor", Long.MAX_VALUE);
        check.done();
        var page = rollouts.history(contract, new RolloutQueries.Page(before, limit));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("deployments", page.stream().map(RolloutsEndpoint::told).toList());
        // Revisions begin at 1, so that one tells whether anything is left.
        if (page.size() == limit && page.getLast().to().revision() > 1) {
            answer.put("next_cursor", Cursor.before(page.getLast().to().revision()));
        }
        return Reply.ok(answer);
    }

    /// @return a map, because the first change has no `from`
    private static Map<String, Object> told(Deployment deployment) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", deployment.id());
        told.put("contract", deployment.to().contract().name());
        told.put("kind", deployment.kind().name().toLowerCase(Locale.ROOT));
        if (deployment.from() instanceof Deployment.Before.Was(var rollout)) {
            told.put("from", RolloutAnswer.from(rollout));
        }
        told.put("to", RolloutAnswer.from(deployment.to()));
        told.put("revision", deployment.to().revision());
        told.put("by", deployment.by());
        told.put("reason", deployment.reason());
        told.put("at", deployment.at().toString());
        return told;
    }
}
