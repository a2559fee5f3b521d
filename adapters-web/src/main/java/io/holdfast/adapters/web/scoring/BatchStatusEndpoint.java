package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Caller;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ServedModels;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJob.Progress;
import io.holdfast.domain.scoring.BatchQueries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far a batch is, and what came of it.
public final class BatchStatusEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/batch/status/";
    private static final String BATCH_ID = "batch_id";
    private static final double PER_MILLE = 10.0;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final BatchQueries batches;
    private final ServedModels models;

    public BatchStatusEndpoint(BatchQueries batches, ServedModels models) {
        this.batches = batches;
        this.models = models;
    }

    static String pathOf(BatchJob job) {
        return PATH + job.name();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                PATH + "{" + BATCH_ID + "}",
                                Access.keyOrUser(Scope.PREDICT),
                                this::status)
                        .with(Route.Trait.PERSONAL));
    }

    private Reply status(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, BatchJob.MAX_ENTITIES, BatchJob.MAX_ENTITIES);
        int offset = check.number("offset", 0, BatchJob.MAX_ENTITIES, 0);
        check.done();
        var job = find(exchange.pathParameter(BATCH_ID), exchange.caller());
        var answer = summary(job, batches.counts(job.id()));
        answer.put(
                "results",
                job.progress().isOver()
                        ? new BatchRows(job, models).of(batches.results(job.id(), offset, limit))
                        : List.of());
        return Reply.ok(answer);
    }

    /// Of a batch that somebody else submitted only an admin is told.
    private BatchJob find(String name, Caller caller) {
        var found =
                name.length() <= BatchJob.MAX_NAME_LENGTH && name.indexOf('\0') < 0
                        ? batches.named(name)
                        : Optional.<BatchJob>empty();
        return found.filter(job -> caller.isAdmin() || job.submittedBy().equals(caller.owner()))
                .orElseThrow(() ->
                        new Refusal(
                                Problem.of(
                                        ProblemType.NOT_FOUND,
                                        "there is no batch " + Violation.extract(name))));
    }

    /// What a webhook is told: the summary, without the results.
    public static String event(BatchJob job, BatchJob.Counts counts) {
        return new String(Json.write(summary(job, counts)), StandardCharsets.UTF_8);
    }

    /// @return a map, because what is not known yet is left out
    private static Map<String, Object> summary(BatchJob job, BatchJob.Counts counts) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("batch_id", job.name());
        answer.put("status", statusOf(job.progress(), counts));
        answer.put("contract", job.contractName());
        answer.put("total_customers", job.total());
        answer.put("processed_customers", counts.processed());
        answer.put("completed_customers", counts.completed());
        answer.put("failed_customers", counts.failed());
        answer.put(
                "progress_percentage",
                Math.floor(counts.processed() * 100 * PER_MILLE / job.total()) / PER_MILLE);
        answer.put("processing_time_seconds", seconds(job.took()));
        answer.put("submitted_at", job.submittedAt().toString());
        switch (job.progress()) {
            case Progress.Queued() -> {}
            case Progress.Running(var startedAt) -> answer.put("started_at", startedAt.toString());
            case Progress.Finished(var startedAt, var at) -> {
                answer.put("started_at", startedAt.toString());
                answer.put("completed_at", at.toString());
            }
            case Progress.Failed(var at, var reason) -> {
                answer.put("completed_at", at.toString());
                answer.put("error", reason);
            }
        }
        answer.put("status_check_url", pathOf(job));
        return answer;
    }

    private static String statusOf(Progress progress, BatchJob.Counts counts) {
        return switch (progress) {
            case Progress.Queued _, Progress.Running _ -> "processing";
            case Progress.Failed _ -> "failed";
            case Progress.Finished _ ->
                    counts.failed() == 0
                            ? "completed"
                            : counts.completed() == 0 ? "failed" : "partial";
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
