package io.holdfast.adapters.web.monitoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.monitoring.RecordFeedback;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.ContractId;
import java.util.List;
import java.util.Set;

/// Takes a table of what became of the entities of one contract.
public final class FeedbackEndpoint implements Endpoint {

    private record Recorded(String message, int totalRecords, int updatedRecords) {}

    private final RecordFeedback recordFeedback;
    private final String contractName;
    private final int maxBodyBytes;

    public FeedbackEndpoint(RecordFeedback recordFeedback, String contractName, int maxBodyBytes) {
        this.recordFeedback = recordFeedback;
        this.contractName = contractName;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/admin/feedback",
                                Access.keyAndAdmin(Scope.MODELS_WRITE),
                                Set.of(BodyKind.MULTIPART),
                                this::record)
                        .with(Route.Trait.CREATES));
    }

    private Reply record(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var name = check.text("contract", ContractId::isName, "a contract's name", contractName);
        check.done();
        exchange.bodyKind();
        var file = UploadedFile.read(exchange.body(), maxBodyBytes);
        var command = new RecordFeedback.Command(name, file.content(), exchange.caller().name());
        return switch (recordFeedback.record(command)) {
            case RecordFeedback.Outcome.Recorded(var total, var updated) ->
                    Reply.ok(
                            new Recorded(
                                    "%d of %d records are about a scored customer"
                                            .formatted(updated, total),
                                    total,
                                    updated));
            case RecordFeedback.Outcome.Rejected(var violations, var total) ->
                    throw new Refusal(Problem.invalid(violations, total));
            case RecordFeedback.Outcome.UnknownContract(var unknown) ->
                    throw new Refusal(
                            Problem.of(ProblemType.NOT_FOUND, "there is no contract " + unknown));
        };
    }
}
