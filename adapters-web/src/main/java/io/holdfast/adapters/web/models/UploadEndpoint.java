package io.holdfast.adapters.web.models;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Dataset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Takes labelled tables for training: of the Telco view's contract, and of any by its name.
public final class UploadEndpoint implements Endpoint {

    private record Upload(
            String message, String fileSavedAt, int rows, int columns, int duplicates) {
        static Upload from(Dataset dataset) {
            return new Upload(
                    "the dataset was checked and stored",
                    dataset.id().toString(),
                    dataset.rows(),
                    dataset.columns(),
                    dataset.duplicates());
        }
    }

    private record Stored(UUID datasetId, int rows, int columns, int duplicates) {
        static Stored from(Dataset dataset) {
            return new Stored(
                    dataset.id(), dataset.rows(), dataset.columns(), dataset.duplicates());
        }
    }

    private final UploadDataset uploadDataset;
    private final String viewContract;
    private final int maxBodyBytes;

    public UploadEndpoint(UploadDataset uploadDataset, String viewContract, int maxBodyBytes) {
        this.uploadDataset = uploadDataset;
        this.viewContract = viewContract;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/admin/upload_data",
                                Access.keyAndAdmin(Scope.MODELS_WRITE),
                                Set.of(BodyKind.MULTIPART),
                                this::uploadForView)
                        .with(Route.Trait.CREATES),
                Route.post(
                                "/api/v1/contracts/{name}/datasets",
                                Access.keyAndAdmin(Scope.MODELS_WRITE),
                                Set.of(BodyKind.MULTIPART),
                                this::uploadForAny)
                        .with(Route.Trait.CREATES));
    }

    private Reply uploadForView(Exchange exchange) {
        return Reply.ok(Upload.from(upload(exchange, viewContract)));
    }

    private Reply uploadForAny(Exchange exchange) {
        return Reply.json(201, Stored.from(upload(exchange, exchange.pathParameter("name"))));
    }

    private Dataset upload(Exchange exchange, String contractName) {
        exchange.bodyKind();
        var file = UploadedFile.read(exchange.body(), maxBodyBytes);
        var command =
                new UploadDataset.Command(
                        contractName,
                        file.name(),
                        file.content(),
                        exchange.person().user().username().value());
        return switch (uploadDataset.upload(command)) {
            case UploadDataset.Outcome.Stored(var dataset) -> dataset;
            case UploadDataset.Outcome.Rejected(var violations, var total) ->
                    throw new Refusal(Problem.invalid(violations, total));
            case UploadDataset.Outcome.UnknownContract(var name) ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.NOT_FOUND,
                                    "there is no contract " + Violation.extract(name)));
        };
    }
}
