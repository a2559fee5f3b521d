package io.holdfast.adapters.web.ingestion.quality;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Caller;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.JsonRows;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.ingestion.quality.RecordQuality;
import io.holdfast.application.ingestion.quality.ValidateData;
import io.holdfast.application.ingestion.quality.ValidateData.Given;
import io.holdfast.application.ingestion.quality.ValidateData.Input;
import io.holdfast.application.ingestion.quality.ValidateData.Keeping;
import io.holdfast.application.ingestion.quality.ValidateData.Outcome;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The Pipeline view's check of records.
public final class ValidateDataEndpoint implements Endpoint {

    private static final Set<BodyKind> BODIES =
            Set.of(BodyKind.JSON, BodyKind.CSV, BodyKind.MULTIPART);

    /// Under which the records may stand, if not alone.
    private static final List<String> LISTS = List.of("customers", "data", "records");

    private record IssueAnswer(
            String kind, String field, long index, String record, String message) {
        static IssueAnswer from(RecordQuality.Issue issue) {
            return new IssueAnswer(
                    issue.kind().label(),
                    issue.field(),
                    issue.index(),
                    issue.record(),
                    issue.message());
        }
    }

    private final ValidateData validateData;
    private final String standardContract;
    private final int maxBodyBytes;

    /// @param standardContract of requests that name none
    public ValidateDataEndpoint(
            ValidateData validateData, String standardContract, int maxBodyBytes) {
        this.validateData = validateData;
        this.standardContract = standardContract;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/v1/validate-data",
                                Access.keyOrUser(Scope.CUSTOMERS_WRITE),
                                BODIES,
                                this::validate)
                        .asBatch()
                        .with(Route.Trait.CREATES));
    }

    private Reply validate(Exchange exchange) {
        var kind = exchange.bodyKind();
        var check = new QueryCheck(exchange);
        var contract =
                check.text(
                        "contract", ContractId::isName, "the name of a contract", standardContract);
        var source = check.text("source", SourceReport::isSource, SourceReport.SOURCE_RULE, "");
        check.done();
        if (!source.isEmpty() && !mayKeep(exchange.caller())) {
            throw refusal(
                    ProblemType.NOT_ALLOWED,
                    "a report of a source is kept for admins, and keys of scope %s"
                            .formatted(Scope.CUSTOMERS_WRITE.label()));
        }
        var command =
                new ValidateData.Command(
                        contract,
                        input(exchange, kind),
                        source.isEmpty() ? new Keeping.Nothing() : new Keeping.Report(source));
        return switch (validateData.validate(command)) {
            case Outcome.Validated(var name, var findings) -> Reply.ok(answer(name, findings));
            case Outcome.Kept(var name, var findings, var report) -> {
                var answer = answer(name, findings);
                answer.put("report_id", report.toString());
                yield Reply.ok(answer);
            }
            case Outcome.UnknownContract(var name) ->
                    throw refusal(
                            ProblemType.NOT_FOUND,
                            "there is no contract " + Violation.extract(name));
            case Outcome.WrongSize() ->
                    throw refusal(
                            ProblemType.WRONG_BATCH_SIZE,
                            "1 to %,d records are checked at once"
                                    .formatted(ValidateData.MAX_RECORDS));
            case Outcome.Unreadable(var violations) ->
                    throw new Refusal(Problem.invalid(violations));
        };
    }

    /// What is kept is told of the source to everybody: not every user may add to it. A key has the
    /// scope that the route asks for.
    private static boolean mayKeep(Caller caller) {
        return switch (caller) {
            case Caller.Client _, Caller.Person _ -> true;
            case Caller.SignedIn _ -> caller.isAdmin();
            case Caller.Anonymous _, Caller.Scraper _ -> false;
        };
    }

    private Input input(Exchange exchange, BodyKind kind) {
        return switch (kind) {
            case JSON -> records(exchange.body().bytes(maxBodyBytes));
            case CSV -> new Input.Delimited(exchange.body().bytes(maxBodyBytes));
            case MULTIPART ->
                    new Input.Delimited(UploadedFile.read(exchange.body(), maxBodyBytes).content());
            case NDJSON, FORM -> throw new IllegalStateException("the route takes no " + kind);
        };
    }

    /// One record more than allowed is enough to see that there are too many.
    private static Input records(byte[] body) {
        var json = JsonFields.readList(body, LISTS, ValidateData.MAX_RECORDS + 1);
        var check = new FieldCheck(json.fields());
        if (!json.listed()) {
            check.list(LISTS.getFirst(), false);
        }
        check.done();
        return new Input.Records(
                json.rows().stream()
                        .<Given>map(row ->
                                switch (row) {
                                    case JsonRows.Row.Fields(var fields) ->
                                            new Given.Fields(fields);
                                    case JsonRows.Row.Faulty(var violation) ->
                                            new Given.Unreadable(violation.detail());
                                })
                        .toList());
    }

    private static Map<String, Object> answer(String contract, RecordQuality.Findings findings) {
        var report = findings.report();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("valid", report.invalid() == 0);
        answer.put("total_records", report.records());
        answer.put("valid_records", report.records() - report.invalid());
        answer.put("invalid_records", report.invalid());
        answer.put("missing_values", findings.missing());
        answer.put("outliers", findings.outliers());
        answer.put("data_quality_score", CheckAnswer.shown(report.score()));
        answer.put("issues", findings.issues().stream().map(IssueAnswer::from).toList());
        answer.put("total_issues", findings.totalIssues());
        answer.put("checks", CheckAnswer.all(report));
        answer.put("contract", contract);
        answer.put("timestamp", report.at().toString());
        return answer;
    }

    private static Refusal refusal(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail));
    }
}
