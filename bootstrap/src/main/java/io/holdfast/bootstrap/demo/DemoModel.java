package io.holdfast.bootstrap.demo;

import io.holdfast.application.models.TrainModel;
import io.holdfast.application.models.TrainingSets;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.ModelTrainer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Gives a fresh demonstration a model: the made-up customers as a dataset, and one training.
public final class DemoModel {

    private static final String CONTRACT = "telco";

    private final UploadDataset uploadDataset;
    private final TrainModel trainModel;
    private final Datasets datasets;

    public DemoModel(UploadDataset uploadDataset, TrainModel trainModel, Datasets datasets) {
        this.uploadDataset = uploadDataset;
        this.trainModel = trainModel;
        this.datasets = datasets;
    }

    /// Goes on where an earlier first start was cut off.
    public void train(PrintWriter out, Consumer<ModelTrainer.Progress> progress) {
        if (datasets.latest(CONTRACT).isEmpty()) {
            upload();
        }
        out.printf(
                "Training the demonstration's model on %,d made-up customers.%n",
                TelcoDemo.CUSTOMERS);
        var command =
                new TrainModel.Command(
                        new TrainingSets.Source.Latest(CONTRACT), ModelTrainer.Plan.standard());
        var outcome = trainModel.train(command, progress);
        if (!(outcome instanceof TrainModel.Outcome.Registered)) {
            throw new IllegalStateException(
                    "the demonstration's model was not trained: " + outcome);
        }
    }

    private void upload() {
        var command =
                new UploadDataset.Command(
                        CONTRACT,
                        "demo-telco.csv",
                        TelcoDemo.csv().getBytes(StandardCharsets.UTF_8),
                        "demo");
        var outcome = uploadDataset.upload(command);
        if (!(outcome instanceof UploadDataset.Outcome.Stored)) {
            throw new IllegalStateException("the demonstration's data was refused: " + outcome);
        }
    }
}
