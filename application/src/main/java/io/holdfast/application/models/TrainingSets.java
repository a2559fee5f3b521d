package io.holdfast.application.models;

import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.TimeColumn;
import io.holdfast.domain.models.TrainingSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Turns a dataset into rows to learn from.
public final class TrainingSets {

    public sealed interface Source {
        /// The newest dataset of a contract's name.
        record Latest(String contractName) implements Source {}

        record Stored(UUID dataset) implements Source {}

        /// A table that is not kept.
        record Given(String contractName, byte[] content) implements Source {}

        /// A table that is not kept, whose rows were true at the moments in column `time`, whether
        /// the contract has such a column or not.
        record Dated(String contractName, Table table, String time) implements Source {}
    }

    public sealed interface Outcome {
        record Read(TrainingSet set) implements Outcome {}

        record NoDataset() implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        /// `total` counts all faults; the first are named.
        record Rejected(List<Violation> violations, long total) implements Outcome {}
    }

    private final FeatureContracts contracts;
    private final Datasets datasets;
    private final TableReader reader;
    private final Sha256 sha256;

    public TrainingSets(
            FeatureContracts contracts, Datasets datasets, TableReader reader, Sha256 sha256) {
        this.contracts = contracts;
        this.datasets = datasets;
        this.reader = reader;
        this.sha256 = sha256;
    }

    Outcome read(Source source) {
        return switch (source) {
            case Source.Latest(var contractName) -> kept(datasets.latest(contractName));
            case Source.Stored(var id) -> kept(datasets.find(id));
            case Source.Given(var contractName, var content) ->
                    contracts
                            .latest(contractName)
                            .map(contract -> parse(contract, content, sha256.hex(content)))
                            .orElseGet(() -> new Outcome.UnknownContract(contractName));
            case Source.Dated(var contractName, var table, var time) ->
                    contracts
                            .latest(contractName)
                            .map(contract -> contract.withTime(new TimeColumn.Column(time)))
                            .map(contract -> read(contract, table))
                            .orElseGet(() -> new Outcome.UnknownContract(contractName));
        };
    }

    private Outcome kept(Optional<Dataset> dataset) {
        return dataset.map(found ->
                        parse(
                                contracts.find(found.contract()).orElseThrow(),
                                datasets.content(found.id()).orElseThrow(),
                                found.sha256()))
                .orElseGet(Outcome.NoDataset::new);
    }

    private Outcome parse(FeatureContract contract, byte[] content, String digest) {
        return outcome(contract, LabelledRows.read(contract, reader, content), digest);
    }

    private Outcome read(FeatureContract contract, Table table) {
        return outcome(contract, LabelledRows.read(contract, table), digest(table));
    }

    /// Of the cells, each line after the other.
    private String digest(Table table) {
        var text = new StringBuilder(String.join(",", table.header()));
        for (var row : table.rows()) {
            text.append('\n').append(String.join(",", row.cells()));
        }
        return sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome outcome(
            FeatureContract contract, LabelledRows.Outcome labelled, String digest) {
        return switch (labelled) {
            case LabelledRows.Outcome.Accepted(var rows, var _, var _) ->
                    new Outcome.Read(new TrainingSet(contract, rows, digest));
            case LabelledRows.Outcome.Rejected(var violations, var total) ->
                    new Outcome.Rejected(violations, total);
        };
    }
}
