package io.holdfast.bootstrap.cli;

import io.holdfast.application.models.EvaluateModel;
import io.holdfast.application.models.TrainingSets;
import io.holdfast.bootstrap.App;
import io.holdfast.bootstrap.ProgressLines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./holdfast evaluate`
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Cross-validate every candidate on a table; nothing is kept.")
final class EvaluateCommand implements Callable<Integer> {

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() {
        var out = options.out();
        try (var app = options.settings().openAsGuest()) {
            var command = new EvaluateModel.Command(source(app), options.plan());
            switch (app.evaluateModel().evaluate(command, new ProgressLines(out))) {
                case EvaluateModel.Outcome.Measured(var rows, var positives, var candidates) -> {
                    CandidateTable.print(out, candidates);
                    out.printf(
                            "%,d rows, %,d positive; figures out-of-fold, %d folds, calibrated.%n",
                            rows, positives, options.plan().folds());
                }
                case EvaluateModel.Outcome.NoDataset() -> throw options.noDataset();
                case EvaluateModel.Outcome.UnknownContract(var name) ->
                        throw new Refused("There is no contract " + name + ".");
                case EvaluateModel.Outcome.Rejected(var violations, var total) ->
                        throw Faults.refuse(violations, total);
                case EvaluateModel.Outcome.Refused(var reasons) ->
                        throw new Refused("Not measured:\n  - " + String.join("\n  - ", reasons));
            }
        }
        return 0;
    }

    private TrainingSets.Source source(App app) {
        if (options.hasFile()) {
            return new TrainingSets.Source.Given(options.contract(), options.content());
        }
        return options.isFromFacts()
                ? options.facts(app)
                : new TrainingSets.Source.Latest(options.contract());
    }
}
