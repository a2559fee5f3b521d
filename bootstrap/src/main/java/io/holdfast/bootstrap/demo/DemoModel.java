package io.holdfast.bootstrap.demo;

import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.TrainModel;
import io.holdfast.application.models.TrainingSets;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.rollout.Rollouts;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Gives a fresh demonstration its models: for each bundled contract made-up rows as a dataset, and
/// one training.
public final class DemoModel {

    private static final String UPLOADER = "demo";
    private static final int DATASETS_MAX = 100;

    private final UploadDataset uploadDataset;
    private final TrainModel trainModel;
    private final Datasets datasets;
    private final Rollouts rollouts;
    private final ServedModels served;

    public DemoModel(
            UploadDataset uploadDataset,
            TrainModel trainModel,
            Datasets datasets,
            Rollouts rollouts,
            ServedModels served) {
        this.uploadDataset = uploadDataset;
        this.trainModel = trainModel;
        this.datasets = datasets;
        this.rollouts = rollouts;
        this.served = served;
    }

    /// Trains what has no model in production and serves each as soon as it is there. Goes on where
    /// an earlier first start was cut off.
    ///
    /// @param progress called for one consumer for each training
    public void train(PrintWriter out, Supplier<Consumer<ModelTrainer.Progress>> progress) {
        var present =
                rollouts.all().stream()
                        .map(rollout -> rollout.contract().name())
                        .collect(Collectors.toSet());
        var missing =
                DemoProcess.all().stream()
                        .filter(demo -> !present.contains(demo.contract()))
                        .toList();
        for (int i = 0; i < missing.size(); i++) {
            var demo = missing.get(i);
            out.printf(
                    "Training the demonstration's model %d of %d: %s, on %,d made-up rows.%n",
                    i + 1, missing.size(), demo.contract(), demo.size());
            out.flush();
            train(demo, progress.get());
            served.refresh();
        }
    }

    private void train(DemoProcess demo, Consumer<ModelTrainer.Progress> progress) {
        var command =
                new TrainModel.Command(
                        new TrainingSets.Source.Stored(dataset(demo)),
                        ModelTrainer.Plan.standard(),
                        UPLOADER);
        var outcome = trainModel.train(command, progress);
        if (!(outcome instanceof TrainModel.Outcome.Registered)) {
            throw new IllegalStateException(
                    "the demonstration's model "
                            + demo.contract()
                            + " was not trained: "
                            + outcome);
        }
    }

    /// What an earlier start has stored, never a table that somebody sent in the meantime.
    private UUID dataset(DemoProcess demo) {
        var name = "demo-" + demo.contract() + ".csv";
        for (var stored : datasets.list(demo.contract(), DATASETS_MAX)) {
            if (stored.name().equals(name) && stored.uploadedBy().equals(UPLOADER)) {
                return stored.id();
            }
        }
        var content = demo.standard().csv().getBytes(StandardCharsets.UTF_8);
        var command = new UploadDataset.Command(demo.contract(), name, content, UPLOADER);
        if (uploadDataset.upload(command) instanceof UploadDataset.Outcome.Stored(var dataset)) {
            return dataset.id();
        }
        throw new IllegalStateException("the demonstration's data was refused: " + demo.contract());
    }
}
