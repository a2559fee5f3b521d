package io.holdfast.adapters.web.models.rollout;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.RunExperiments;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.ExperimentQueries;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.RolloutQueries;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Starts, shows and ends experiments.
public final class ExperimentsEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/experiments";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /// The ledger's reason also names the experiment.
    private static final int MAX_REASON_LENGTH = 250;

    private static final List<String> TARGETS =
            Arrays.stream(Experiment.Target.values())
                    .map(target -> target.name().toLowerCase(Locale.ROOT))
                    .toList();

    private record ExperimentList(List<Map<String, Object>> experiments) {}

    private final RunExperiments runExperiments;
    private final ExperimentQueries experiments;
    private final RolloutQueries rollouts;
    private final String defaultContract;

    public ExperimentsEndpoint(
            RunExperiments runExperiments,
            ExperimentQueries experiments,
            RolloutQueries rollouts,
            String defaultContract) {
        this.runExperiments = runExperiments;
        this.experiments = experiments;
        this.rollouts = rollouts;
        this.defaultContract = defaultContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Access.keyOrUser(Scope.MODELS_READ), this::list),
                Route.post(PATH, Access.admin(), Set.of(BodyKind.JSON), this::start)
                        .with(Route.Trait.CREATES),
                Route.get(PATH + "/{id}", Access.keyOrUser(Scope.MODELS_READ), this::show),
                Route.post(PATH + "/{id}/end", Access.admin(), Set.of(BodyKind.JSON), this::end));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var contract = RolloutBody.contract(check, defaultContract);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        check.done();
        return Reply.ok(
                new ExperimentList(
                        experiments.list(contract, limit).stream()
                                .map(ExperimentAnswer::of)
                                .toList()));
    }

    private Reply show(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = check.id("id");
        check.done();
        return runExperiments
                .result(id)
                .map(result -> Reply.ok(ExperimentAnswer.of(result)))
                .orElseThrow(() -> unknown(id));
    }

    private Reply start(Exchange exchange) {
        var check = RolloutBody.required(exchange);
        var contract = RolloutBody.contract(check, defaultContract);
        var name = RolloutBody.line(check, "name", Experiment.MAX_NAME_LENGTH);
        var arms = RolloutBody.shares(check, "models", 2);
        var target = target(check);
        long days = check.whole("duration_days", 1, Experiment.MAX_DAYS);
        check.done();
        var command =
                new RunExperiments.Start(
                        name,
                        contract,
                        championFirst(contract, arms),
                        Experiment.Target.valueOf(target.toUpperCase(Locale.ROOT)),
                        Duration.ofDays(days),
                        exchange.caller().name());
        return switch (runExperiments.start(command)) {
            case RunExperiments.Started.Running(var experiment) ->
                    Reply.json(201, ExperimentAnswer.of(experiment))
                            .with(
                                    HeaderValues.create(
                                            HeaderNames.LOCATION, PATH + "/" + experiment.id()));
            case RunExperiments.Started.UnknownContract(var unknown) ->
                    throw Refusals.unknownContract(unknown);
            case RunExperiments.Started.NoRollout(var empty) -> throw Refusals.noVersion(empty);
            case RunExperiments.Started.Unfit(var reasons) -> throw Refusals.unfit(reasons);
            case RunExperiments.Started.Conflict() -> throw Refusals.overtaken();
        };
    }

    private static String target(FieldCheck check) {
        return check.text(
                "target_metric",
                TARGETS::contains,
                TARGETS.stream().collect(Collectors.joining(", ", "must be one of ", "")));
    }

    /// Whether it takes part at all is for the use case to say.
    private List<Rollout.Arm> championFirst(String contract, List<Rollout.Arm> arms) {
        int champion = rollouts.find(contract).map(Rollout::champion).orElse(0);
        return arms.stream()
                .sorted(
                        Comparator.comparing((Rollout.Arm arm) -> arm.version() != champion)
                                .thenComparingInt(Rollout.Arm::version))
                .toList();
    }

    private Reply end(Exchange exchange) {
        var query = new QueryCheck(exchange);
        var id = query.id("id");
        query.done();
        var check = RolloutBody.optional(exchange);
        var reason = RolloutBody.reason(check, MAX_REASON_LENGTH);
        check.done();
        return switch (runExperiments.end(id, exchange.caller().name(), reason)) {
            case RunExperiments.Ended.Done(var result) -> Reply.ok(ExperimentAnswer.of(result));
            case RunExperiments.Ended.UnknownExperiment(var unknown) -> throw unknown(unknown);
            case RunExperiments.Ended.Over(var experiment) ->
                    throw Refusals.conflict(
                            "experiment %s is over already".formatted(experiment.id()));
            case RunExperiments.Ended.Conflict() -> throw Refusals.overtaken();
        };
    }

    private static Refusal unknown(UUID id) {
        return Refusals.notFound("there is no experiment " + id);
    }
}
