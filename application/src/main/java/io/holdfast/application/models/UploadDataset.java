package io.holdfast.application.models;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.TableReader;
import java.time.InstantSource;
import java.util.List;

/// Keeps a labelled table for training, if its contract accepts every row of it.
public final class UploadDataset {

    /// @param name where it came from, such as the file's name
    /// @param uploadedBy who sent it
    public record Command(String contractName, String name, byte[] content, String uploadedBy) {}

    public sealed interface Outcome {
        record Stored(Dataset dataset) implements Outcome {}

        /// Nothing was stored. `total` counts all faults; the first are named.
        record Rejected(List<Violation> violations, long total) implements Outcome {}

        record UnknownContract(String name) implements Outcome {}
    }

    private final Transactions transactions;
    private final FeatureContracts contracts;
    private final Datasets datasets;
    private final TableReader reader;
    private final Sha256 sha256;
    private final IdSource ids;
    private final InstantSource clock;

    public UploadDataset(
            Transactions transactions,
            FeatureContracts contracts,
            Datasets datasets,
            TableReader reader,
            Sha256 sha256,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.contracts = contracts;
        this.datasets = datasets;
        this.reader = reader;
        this.sha256 = sha256;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome upload(Command command) {
        var contract = contracts.latest(command.contractName());
        if (contract.isEmpty()) {
            return new Outcome.UnknownContract(command.contractName());
        }
        return switch (LabelledRows.read(contract.get(), reader, command.content())) {
            case LabelledRows.Outcome.Rejected(var violations, var total) ->
                    new Outcome.Rejected(violations, total);
            case LabelledRows.Outcome.Accepted(var rows, var columns, var duplicates) -> {
                var dataset =
                        new Dataset(
                                ids.next(),
                                contract.get().id(),
                                command.name(),
                                rows.size(),
                                columns,
                                duplicates,
                                sha256.hex(command.content()),
                                command.uploadedBy(),
                                clock.instant());
                transactions.run(() -> datasets.add(dataset, command.content()));
                yield new Outcome.Stored(dataset);
            }
        };
    }
}
