package io.holdfast.adapters.web.models;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.domain.models.Dataset;
import java.util.List;
import java.util.Set;

/// Takes a labelled table for the training of one contract.
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

    private final UploadDataset uploadDataset;
    private final String contractName;
    private final int maxBodyBytes;

    public UploadEndpoint(UploadDataset uploadDataset, String contractName, int maxBodyBytes) {
        this.uploadDataset = uploadDataset;
        this.contractName = contractName;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/admin/upload_data",
                        Access.ADMIN_USER,
                        Set.of(BodyKind.MULTIPART),
                        this::upload));
    }

    private Reply upload(Exchange exchange) {
        exchange.bodyKind();
        var file = UploadedFile.read(exchange.body(), maxBodyBytes);
        var command =
                new UploadDataset.Command(
                        contractName,
                        file.name(),
                        file.content(),
                        exchange.person().user().username().value());
        return switch (uploadDataset.upload(command)) {
            case UploadDataset.Outcome.Stored(var dataset) -> Reply.ok(Upload.from(dataset));
            case UploadDataset.Outcome.Rejected(var violations, var total) ->
                    throw new Refusal(Problem.invalid(violations, total));
            case UploadDataset.Outcome.UnknownContract(var name) ->
                    throw new IllegalStateException("contract " + name + " is not registered");
        };
    }
}
