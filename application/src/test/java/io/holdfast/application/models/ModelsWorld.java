package io.holdfast.application.models;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.InMemoryContractDocuments;
import io.holdfast.domain.models.InMemoryDatasets;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.models.InMemoryModelRegistry;
import io.holdfast.domain.models.InMemoryModelTrainer;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.rollout.InMemoryRollouts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;

/// The fakes that the use cases of models and scoring stand on, at a fixed time, with the contract
/// `tiny@1`.
public final class ModelsWorld {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final String HEADER = "id,charge,plan,paperless,left";

    public final InMemoryTransactions transactions = new InMemoryTransactions();
    public final InMemoryFeatureContracts contracts = new InMemoryFeatureContracts(transactions);
    public final InMemoryDatasets datasets = new InMemoryDatasets(transactions);
    public final InMemoryModelRegistry registry = new InMemoryModelRegistry(transactions);
    public final InMemoryRollouts rollouts = new InMemoryRollouts(transactions);
    public final InMemoryModelTrainer trainer = new InMemoryModelTrainer();
    public final SequentialIds ids = new SequentialIds();
    public final InstantSource clock = InstantSource.fixed(NOON);
    public final CommaReader reader = new CommaReader();
    public final Sha256 sha256 = content -> "%064x".formatted(Arrays.hashCode(content));
    public final FeatureContract contract = SampleContracts.tiny("tiny", 1);

    public final UploadDataset uploadDataset =
            new UploadDataset(transactions, contracts, datasets, reader, sha256, ids, clock);
    public final TrainingSets trainingSets = new TrainingSets(contracts, datasets, reader, sha256);
    public final TrainModel trainModel =
            new TrainModel(transactions, trainingSets, trainer, registry, rollouts, ids, clock);
    public final InMemoryContractDocuments documents = new InMemoryContractDocuments();
    public final ProposeContract proposeContract =
            new ProposeContract(contracts, reader, documents, Set.of("telco"), 1);
    public final RegisterContract registerContract =
            new RegisterContract(transactions, contracts, documents, Set.of("telco"));
    public final EvaluateModel evaluateModel = new EvaluateModel(trainingSets, trainer);
    public final ServedModels served = new ServedModels(rollouts, registry, contracts, trainer);

    public ModelsWorld() {
        contracts.register(contract);
    }

    public UploadDataset.Outcome upload(String... rows) {
        return upload("tiny", table(rows));
    }

    public UploadDataset.Outcome upload(String contractName, byte[] content) {
        return uploadDataset.upload(
                new UploadDataset.Command(contractName, "customers.csv", content, "ada"));
    }

    /// Uploads a table that can be learned from.
    public void uploadEnough() {
        upload(enough());
    }

    /// Trains a version on the newest dataset.
    public TrainModel.Outcome train() {
        return trainModel.train(
                new TrainModel.Command(
                        new TrainingSets.Source.Latest("tiny"),
                        ModelTrainer.Plan.standard(),
                        "ada"),
                _ -> {});
    }

    /// Rows that a trainer accepts: a quarter left.
    public static String[] enough() {
        var rows = new String[80];
        Arrays.setAll(
                rows,
                i ->
                        "c%d,%d,basic,%d,%s"
                                .formatted(i, i * 7 % 13, i % 2, i % 4 == 0 ? "Yes" : "No"));
        return rows;
    }

    public static byte[] table(String... rows) {
        return (HEADER + "\n" + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
    }
}
