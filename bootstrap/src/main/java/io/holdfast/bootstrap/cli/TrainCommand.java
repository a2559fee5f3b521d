package io.holdfast.bootstrap.cli;

import io.holdfast.application.models.TrainModel;
import io.holdfast.application.models.TrainingSets;
import io.holdfast.bootstrap.App;
import io.holdfast.bootstrap.ProgressLines;
import io.holdfast.domain.models.Stage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./holdfast train`
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train the next version of a contract's model and register it.",
            "The first version goes into production, later ones into staging."
        })
final class TrainCommand implements Callable<Integer> {

    /// Whom the ledger names for what is done at the command line.
    private static final String REQUESTED_BY = "command line";

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() {
        var out = options.out();
        var plan = options.plan();
        return options.settings()
                .change(
                        "train",
                        options.contract(),
                        app -> {
                            var source = source(app, out);
                            var command = new TrainModel.Command(source, plan, REQUESTED_BY);
                            var outcome = app.trainModel().train(command, new ProgressLines(out));
                            switch (outcome) {
                                case TrainModel.Outcome.Registered(
                                                var version,
                                                var stage,
                                                var candidates,
                                                var card) -> {
                                    CandidateTable.print(out, candidates);
                                    CandidateTable.printJudgement(out, card);
                                    out.printf(
                                            "%s %s: %s, trained on %,d rows, stage %s%nartefact %s%n",
                                            version.contract().name(),
                                            version.label(),
                                            version.algorithm(),
                                            version.trainingRows(),
                                            stage.label(),
                                            version.artefactSha256());
                                    if (stage == Stage.PRODUCTION) {
                                        out.println(
                                                "A running server answers with it within 2 seconds.");
                                    }
                                }
                                case TrainModel.Outcome.NoDataset() -> throw options.noDataset();
                                case TrainModel.Outcome.UnknownContract(var name) ->
                                        throw new Refused("There is no contract " + name + ".");
                                case TrainModel.Outcome.Rejected(var violations, var total) ->
                                        throw Faults.refuse(violations, total);
                                case TrainModel.Outcome.Refused(var reasons) ->
                                        throw new Refused(
                                                "Not trained:\n  - "
                                                        + String.join("\n  - ", reasons));
                            }
                            return 0;
                        });
    }

    /// A given file is kept as a dataset first, so that the version can name what it learned from.
    private TrainingSets.Source source(App app, PrintWriter out) {
        if (options.isFromFacts() && !options.hasFile()) {
            return options.facts(app);
        }
        if (!options.hasFile()) {
            return new TrainingSets.Source.Latest(options.contract());
        }
        var upload = options.upload(app);
        out.printf(
                "Dataset %s: %,d rows, %d columns, %,d duplicates replaced.%n",
                upload.id(), upload.rows(), upload.columns(), upload.duplicates());
        return new TrainingSets.Source.Stored(upload.id());
    }
}
