package io.holdfast.bootstrap.cli;

import io.holdfast.application.models.TrainingSets;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.ModelTrainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What training and evaluating take.
final class TrainingOptions {

    private static final Path NO_FILE = Path.of("");

    @Mixin private Settings settings = new Settings();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--contract", required = true, description = "Such as telco.")
    private String contract = "";

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "CSV with the contract's columns; the newest stored dataset if left out.")
    private Path data = NO_FILE;

    @Option(
            names = "--seed",
            description = "Of every random choice: same data, same seed, same artefact.")
    private long seed = ModelTrainer.Plan.standard().seed();

    @Option(names = "--folds", description = "Of the cross-validation (${DEFAULT-VALUE}).")
    private int folds = ModelTrainer.Plan.standard().folds();

    @Option(
            names = "--allow-leakage",
            description = "Go on although one feature alone tells the label.")
    private boolean allowLeakage;

    @ArgGroup(exclusive = false)
    private FactOptions facts = new FactOptions();

    Settings settings() {
        return settings;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    String contract() {
        return contract;
    }

    ModelTrainer.Plan plan() {
        if (folds < 2 || folds > 20) {
            throw new Refused("--folds must be 2 to 20.");
        }
        return new ModelTrainer.Plan(seed, folds, allowLeakage);
    }

    boolean hasFile() {
        if (!data.equals(NO_FILE) && facts.areAskedFor()) {
            throw new Refused("Give --data or --from-facts, not both.");
        }
        return !data.equals(NO_FILE);
    }

    /// Whether to learn from stored facts.
    boolean isFromFacts() {
        return facts.areAskedFor();
    }

    /// The table of stored facts.
    TrainingSets.Source facts(App app) {
        return facts.source(app, contract);
    }

    byte[] content() {
        return InputFile.read(data);
    }

    Dataset upload(App app) {
        var command =
                new UploadDataset.Command(
                        contract, data.getFileName().toString(), content(), "command line");
        return switch (app.uploadDataset().upload(command)) {
            case UploadDataset.Outcome.Stored(var dataset) -> dataset;
            case UploadDataset.Outcome.UnknownContract(var name) ->
                    throw new Refused("There is no contract " + name + ".");
            case UploadDataset.Outcome.Rejected(var violations, var total) ->
                    throw Faults.refuse(violations, total);
        };
    }

    Refused noDataset() {
        return new Refused(
                "There is no dataset for " + contract + " yet; name a file with --data.");
    }
}
