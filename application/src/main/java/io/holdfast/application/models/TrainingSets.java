package io.holdfast.application.models;

import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.TrainingSet;
import java.util.Optional;
import java.util.UUID;

/// Turns a stored dataset back into rows to learn from.
public final class TrainingSets {

    public sealed interface Source {
        /// The newest dataset of a contract's name.
        record Latest(String contractName) implements Source {}

        record Stored(UUID dataset) implements Source {}
    }

    public sealed interface Outcome {
        record Read(TrainingSet set) implements Outcome {}

        record NoDataset() implements Outcome {}
    }

    private final FeatureContracts contracts;
    private final Datasets datasets;
    private final TableReader reader;

    public TrainingSets(FeatureContracts contracts, Datasets datasets, TableReader reader) {
        this.contracts = contracts;
        this.datasets = datasets;
        this.reader = reader;
    }

    Outcome read(Source source) {
        Optional<Dataset> dataset =
                switch (source) {
                    case Source.Latest(var contractName) -> datasets.latest(contractName);
                    case Source.Stored(var id) -> datasets.find(id);
                };
        return dataset.<Outcome>map(found -> new Outcome.Read(read(found)))
                .orElseGet(Outcome.NoDataset::new);
    }

    private TrainingSet read(Dataset dataset) {
        var contract = contracts.find(dataset.contract()).orElseThrow();
        var content = datasets.content(dataset.id()).orElseThrow();
        return switch (LabelledRows.read(contract, reader, content)) {
            case LabelledRows.Outcome.Accepted(var rows, var _, var _) ->
                    new TrainingSet(contract, rows, dataset.sha256());
            case LabelledRows.Outcome.Rejected(var violations, var _) ->
                    throw new IllegalStateException(
                            "dataset %s was accepted once and is not now: %s"
                                    .formatted(dataset.id(), violations.getFirst().detail()));
        };
    }
}
