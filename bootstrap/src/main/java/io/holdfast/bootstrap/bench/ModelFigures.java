package io.holdfast.bootstrap.bench;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.domain.models.ModelTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/// What a score and its explanation cost in memory, without a server.
final class ModelFigures {

    private static final double MIN_GAIN = 5;
    private static final double MAX_EXPLANATION = 100;
    private static final double MAX_EXPLANATION_MILLIS = 2;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    /// What is left over of a few allocations beside the loop, spread over all operations.
    private static final double NO_BYTES = 0.5;

    private static final int TRAINING_ROWS = 2_000;
    private static final int FOLDS = 2;

    private ModelFigures() {}

    /// Row by row, the same forest in both forms.
    static List<Figure> againstSmile(Effort effort) throws RunnerException {
        var measured = Measurements.run(ForestBenchmark.class, effort);
        var figures = new ArrayList<Figure>();
        for (var trees : List.of("100", "300")) {
            double smile = measured.of("smile", trees).nanos();
            double compiled = measured.of("compiled", trees).nanos();
            figures.add(
                    Figure.judged(
                            "compiled forest of %s trees against Smile's predict".formatted(trees),
                            Figure.text(
                                    "%.1fx faster (%.1f us, %.1f us)",
                                    smile / compiled,
                                    compiled / NANOS_PER_MICRO,
                                    smile / NANOS_PER_MICRO),
                            Figure.text("at least %.0fx", MIN_GAIN),
                            smile / compiled >= MIN_GAIN));
        }
        return figures;
    }

    /// Allocation of a score; an explanation against a score.
    static List<Figure> scoring(Effort effort, Path folder) throws IOException, RunnerException {
        var artefact = folder.resolve("model");
        var algorithm = train(artefact);
        var measured =
                Measurements.run(
                        ScoreBenchmark.class,
                        effort,
                        "-D" + ScoreBenchmark.ARTEFACT + "=" + artefact);
        var figures = new ArrayList<Figure>();
        for (var kind : List.of(ScoreBenchmark.TRAINED, ScoreBenchmark.FULL_TREES)) {
            var model =
                    kind.equals(ScoreBenchmark.TRAINED)
                            ? "a trained model (" + algorithm + ")"
                            : "300 full trees of depth 8";
            var score = measured.of("score", kind);
            var explanation = measured.of("explain", kind);
            figures.add(allocation(model, score));
            figures.add(explanation(model, score, explanation));
        }
        return figures;
    }

    private static Figure allocation(String model, Measurements.Cost score) {
        return Figure.judged(
                "allocated by a score, " + model,
                Figure.text("%.1f bytes (%.2f us)", score.bytes(), score.nanos() / NANOS_PER_MICRO),
                "0 bytes",
                score.bytes() < NO_BYTES);
    }

    private static Figure explanation(
            String model, Measurements.Cost score, Measurements.Cost explanation) {
        double ratio = explanation.nanos() / score.nanos();
        double millis = explanation.nanos() / NANOS_PER_MILLI;
        return Figure.judged(
                "exact explanation against a score, " + model,
                Figure.text("%.0fx (%.3f ms)", ratio, millis),
                Figure.text(
                        "at most %.0fx, below %.0f ms", MAX_EXPLANATION, MAX_EXPLANATION_MILLIS),
                ratio <= MAX_EXPLANATION && millis < MAX_EXPLANATION_MILLIS);
    }

    /// @return the algorithm that won
    private static String train(Path artefact) throws IOException {
        var set = DemoRows.read(ScoreBenchmark.CONTRACT, TRAINING_ROWS);
        var plan = new ModelTrainer.Plan(ModelTrainer.Plan.standard().seed(), FOLDS, false);
        var trainer = MlAdapter.trainer(Runtime.getRuntime().availableProcessors());
        return switch (trainer.train(set, plan, _ -> {})) {
            case ModelTrainer.Outcome.Trained(var model) -> {
                Files.write(artefact, model.artefact());
                yield model.algorithm();
            }
            case ModelTrainer.Outcome.Refused(var reasons) ->
                    throw new IllegalStateException("not trained: " + reasons);
        };
    }
}
