package io.holdfast.adapters.web.models;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.RequestTraining;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.models.TrainingJob.State;
import io.holdfast.domain.models.TrainingQueries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Trainings in the background: asks for one, tells how it goes, takes it back.
public final class TrainingJobsEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/training-jobs";
    private static final String JOB_ID = "job_id";
    private static final String CONTRACT = "contract";
    private static final String DATASET = "dataset_id";
    private static final int MAX_JSON_BYTES = 16 * 1024;
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 20;
    private static final int MIN_FOLDS = 2;
    private static final int MAX_FOLDS = 20;

    /// Whole numbers up to here are exact in every JSON reader.
    private static final long MAX_SEED = (1L << 53) - 1;

    private static final Pattern CONTRACT_NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private record Progress(String step, double share) {}

    private record JobList(List<Map<String, Object>> jobs) {}

    private final RequestTraining requestTraining;
    private final TrainingQueries jobs;

    public TrainingJobsEndpoint(RequestTraining requestTraining, TrainingQueries jobs) {
        this.requestTraining = requestTraining;
        this.jobs = jobs;
    }

    @Override
    public List<Route> routes() {
        var one = PATH + "/{" + JOB_ID + "}";
        return List.of(
                Route.post(PATH, Access.admin(), Set.of(BodyKind.JSON), this::request)
                        .with(Route.Trait.CREATES),
                Route.get(PATH, Access.admin(), this::list),
                Route.get(one, Access.admin(), this::show),
                Route.post(one + "/cancel", Access.admin(), Set.of(), this::cancel));
    }

    private Reply request(Exchange exchange) {
        exchange.bodyKind();
        var fields = JsonFields.read(exchange.body().bytes(MAX_JSON_BYTES));
        var command = command(fields, exchange.caller().name());
        return switch (requestTraining.request(command)) {
            case RequestTraining.Outcome.Queued(var job) ->
                    Reply.json(202, answer(job))
                            .with(HeaderValues.create(HeaderNames.LOCATION, PATH + "/" + job.id()));
            case RequestTraining.Outcome.NoDataset() ->
                    throw refusal(
                            ProblemType.NOT_FOUND,
                            switch (command.source()) {
                                case RequestTraining.Chosen.Latest(var name) ->
                                        "there is no dataset of contract " + name;
                                case RequestTraining.Chosen.Stored(var id) ->
                                        "there is no dataset " + id;
                            });
            case RequestTraining.Outcome.TooMany() ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "%d trainings wait or run, which is as many as may"
                                    .formatted(RequestTraining.MAX_OPEN));
        };
    }

    private static RequestTraining.Command command(Map<String, FieldValue> fields, String by) {
        var check = new FieldCheck(fields);
        var contract =
                check.text(
                        CONTRACT,
                        text -> CONTRACT_NAME.matcher(text).matches(),
                        "must be the name of a contract",
                        "");
        var dataset =
                check.text(DATASET, text -> id(text).isPresent(), "must be a dataset's id", "");
        if (check.has(CONTRACT) == check.has(DATASET)) {
            check.fault(CONTRACT, "either this or " + DATASET + " is required, and not both");
        }
        var standard = ModelTrainer.Plan.standard();
        long seed = check.whole("seed", -MAX_SEED, MAX_SEED, standard.seed());
        long folds = check.whole("folds", MIN_FOLDS, MAX_FOLDS, standard.folds());
        boolean allowLeakage = check.flag("allow_leakage", standard.allowLeakage());
        check.done();
        return new RequestTraining.Command(
                id(dataset)
                        .<RequestTraining.Chosen>map(RequestTraining.Chosen.Stored::new)
                        .orElseGet(() -> new RequestTraining.Chosen.Latest(contract)),
                new ModelTrainer.Plan(seed, Math.toIntExact(folds), allowLeakage),
                by);
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        check.done();
        return Reply.ok(
                new JobList(jobs.list(limit).stream().map(TrainingJobsEndpoint::answer).toList()));
    }

    private Reply show(Exchange exchange) {
        var text = exchange.pathParameter(JOB_ID);
        return id(text).flatMap(jobs::find)
                .map(job -> Reply.ok(answer(job)))
                .orElseThrow(() -> unknown(text));
    }

    private Reply cancel(Exchange exchange) {
        var text = exchange.pathParameter(JOB_ID);
        return switch (requestTraining.cancel(id(text).orElseThrow(() -> unknown(text)))) {
            case RequestTraining.Cancelled.Done(var job) -> Reply.ok(answer(job));
            case RequestTraining.Cancelled.UnknownJob _ -> throw unknown(text);
            case RequestTraining.Cancelled.Over(var job) ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "the training is over: it has " + statusOf(job.state()));
        };
    }

    private static Refusal unknown(String text) {
        return refusal(ProblemType.NOT_FOUND, "there is no training " + Violation.extract(text));
    }

    private static Refusal refusal(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail));
    }

    /// Ids are told in one form only; what is no id is the id of nothing.
    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// @return a map, because what is not known yet is left out
    private static Map<String, Object> answer(TrainingJob job) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("job_id", job.id().toString());
        answer.put("contract", job.contractName());
        answer.put("dataset_id", job.dataset().toString());
        answer.put("seed", job.plan().seed());
        answer.put("folds", job.plan().folds());
        answer.put("allow_leakage", job.plan().allowLeakage());
        answer.put("requested_by", job.requestedBy());
        answer.put("requested_at", job.requestedAt().toString());
        answer.put("status", statusOf(job.state()));
        switch (job.state()) {
            case State.Queued() -> answer.put("progress", new Progress("waiting", 0));
            case State.Running(var since, var step, var share) -> {
                answer.put("progress", new Progress(step, share));
                answer.put("started_at", since.toString());
            }
            case State.Succeeded(var at, var version) -> {
                answer.put("progress", new Progress("done", 1));
                answer.put("ended_at", at.toString());
                answer.put("version", version);
            }
            case State.Failed(var at, var reasons) -> {
                answer.put("ended_at", at.toString());
                answer.put("reasons", reasons);
            }
            case State.Cancelled(var at) -> answer.put("ended_at", at.toString());
        }
        return answer;
    }

    private static String statusOf(State state) {
        return switch (state) {
            case State.Queued _ -> "queued";
            case State.Running _ -> "running";
            case State.Succeeded _ -> "succeeded";
            case State.Failed _ -> "failed";
            case State.Cancelled _ -> "cancelled";
        };
    }
}
