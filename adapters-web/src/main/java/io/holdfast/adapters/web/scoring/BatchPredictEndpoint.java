package io.holdfast.adapters.web.scoring;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.JsonRows;
import io.holdfast.adapters.web.http.OutsideUrl;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.scoring.SubmitBatch;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.BatchJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes many customers to be scored in the background.
public final class BatchPredictEndpoint implements Endpoint {

    static final int MAX_JSON_BYTES = 2 * 1024 * 1024;

    private static final String ROWS = "customers";
    private static final int MAX_FAULTY_ROWS = 100;

    /// Fit for a path as they are.
    private static final Pattern BATCH_ID =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9._-]{0,%d}".formatted(BatchJob.MAX_NAME_LENGTH - 1));

    private static final Pattern CONTRACT = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Set<String> PRIORITIES = Set.of("low", "normal", "high", "urgent");

    private record Accepted(
            String batchId,
            String status,
            int totalCustomers,
            String estimatedCompletionTime,
            String statusCheckUrl,
            String submittedAt) {
        static Accepted from(BatchJob job, Instant expectedAt) {
            return new Accepted(
                    job.name(),
                    "processing",
                    job.total(),
                    expectedAt.toString(),
                    BatchStatusEndpoint.pathOf(job),
                    job.submittedAt().toString());
        }
    }

    private final SubmitBatch submitBatch;
    private final String standardContract;

    /// @param standardContract of batches that name none
    public BatchPredictEndpoint(SubmitBatch submitBatch, String standardContract) {
        this.submitBatch = submitBatch;
        this.standardContract = standardContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/v1/batch-predict",
                                Access.keyOrUser(Scope.PREDICT),
                                Set.of(BodyKind.JSON),
                                this::submit)
                        .asBatch()
                        .with(Route.Trait.CREATES));
    }

    private Reply submit(Exchange exchange) {
        exchange.bodyKind();
        // One row more than allowed is enough to see that there are too many.
        var json =
                JsonFields.readRows(
                        exchange.body().bytes(MAX_JSON_BYTES), ROWS, BatchJob.MAX_ENTITIES + 1);
        var command = command(json, exchange.caller().owner());
        return switch (submitBatch.submit(command)) {
            case SubmitBatch.Outcome.Accepted(var job, var expectedAt) ->
                    Reply.json(202, Accepted.from(job, expectedAt))
                            .with(
                                    HeaderValues.create(
                                            HeaderNames.LOCATION, BatchStatusEndpoint.pathOf(job)));
            case SubmitBatch.Outcome.WrongSize _ ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.WRONG_BATCH_SIZE,
                                    "a batch has 1 to %d customers"
                                            .formatted(BatchJob.MAX_ENTITIES)));
            case SubmitBatch.Outcome.NameTaken(var name) ->
                    throw new Refusal(Problem.of(ProblemType.CONFLICT, "there is a batch " + name));
            case SubmitBatch.Outcome.NoModel(var name) -> throw Unavailable.noModel(name);
            case SubmitBatch.Outcome.Overloaded() -> throw Unavailable.manyBatches();
        };
    }

    private SubmitBatch.Command command(JsonRows json, String by) {
        var check = new FieldCheck(json.fields());
        check.list(ROWS, json.listed());
        var contractName =
                check.text(
                        "contract",
                        text -> CONTRACT.matcher(text).matches(),
                        "must be the name of a contract",
                        standardContract);
        var name =
                check.text(
                        "batch_id",
                        text -> BATCH_ID.matcher(text).matches(),
                        "must be 1 to %d letters, digits, dots, dashes and underscores, with a letter or digit first"
                                .formatted(BatchJob.MAX_NAME_LENGTH),
                        "");
        var priority =
                check.text(
                        "processing_priority",
                        PRIORITIES::contains,
                        "must be low, normal, high or urgent",
                        "normal");
        var webhook = check.text("notification_webhook", OutsideUrl::isOne, OutsideUrl.RULE, "");
        boolean detailed = check.flag("include_detailed_results", true);
        var entities = entities(json.rows(), check);
        check.done();
        return new SubmitBatch.Command(
                contractName,
                entities,
                name.isEmpty() ? new SubmitBatch.Name.MadeUp() : new SubmitBatch.Name.Given(name),
                WorkQueue.Priority.valueOf(priority.toUpperCase(Locale.ROOT)),
                webhook.isEmpty() ? new BatchJob.Webhook.None() : new BatchJob.Webhook.To(webhook),
                detailed,
                by);
    }

    /// Rows that are no objects are faults of the request: nothing could be told of them later.
    private static List<Map<String, FieldValue>> entities(
            List<JsonRows.Row> rows, FieldCheck check) {
        var entities = new ArrayList<Map<String, FieldValue>>();
        int faulty = 0;
        for (int i = 0; i < rows.size(); i++) {
            switch (rows.get(i)) {
                case JsonRows.Row.Fields(var fields) -> entities.add(fields);
                case JsonRows.Row.Faulty(var violation) -> {
                    if (++faulty <= MAX_FAULTY_ROWS) {
                        check.fault(
                                new Violation(
                                        "#/%s/%d%s"
                                                .formatted(
                                                        ROWS, i, violation.pointer().substring(1)),
                                        violation.detail()));
                    }
                }
            }
        }
        return entities;
    }
}
