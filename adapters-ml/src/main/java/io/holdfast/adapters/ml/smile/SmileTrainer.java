package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.Artefact;
import io.holdfast.adapters.ml.compiled.RawModel;
import io.holdfast.adapters.ml.compiled.ServedModel;
import io.holdfast.adapters.ml.measures.Folds;
import io.holdfast.adapters.ml.measures.LeakageGate;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TrainedModel;
import io.holdfast.domain.models.TrainingSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Trains with Smile; what it hands out is the compiled form.
public final class SmileTrainer implements ModelTrainer {

    /// How far the compiled form may be from Smile's own probability for a training row.
    private static final double MAX_DIFFERENCE = 1e-9;

    private static final double AVERAGE_SHARE = 0.5;

    private final int threads;

    /// @param threads how many fits run side by side; changes the time, never the result
    public SmileTrainer(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: at least 1");
        }
        this.threads = threads;
    }

    @Override
    public Outcome train(TrainingSet set, Plan plan, Consumer<Progress> progress) {
        var rows = Rows.of(set);
        var reasons = refusals(rows, plan);
        return reasons.isEmpty()
                ? new Outcome.Trained(new Run(set, rows, plan, progress, 1).train())
                : new Outcome.Refused(reasons);
    }

    @Override
    public Evaluated evaluate(TrainingSet set, Plan plan, Consumer<Progress> progress) {
        var rows = Rows.of(set);
        var reasons = refusals(rows, plan);
        if (!reasons.isEmpty()) {
            return new Evaluated.Refused(reasons);
        }
        var judged = new Run(set, rows, plan, progress, 0).compare();
        return new Evaluated.Measured(judged.stream().map(Comparison.Judged::result).toList());
    }

    private static List<String> refusals(Rows rows, Plan plan) {
        var reasons = new ArrayList<String>();
        int positives = rows.positives();
        int negatives = rows.size() - positives;
        if (rows.size() < MIN_ROWS) {
            reasons.add("%d rows are too few; %d are needed".formatted(rows.size(), MIN_ROWS));
        }
        if (positives == 0 || negatives == 0) {
            reasons.add("the label has one value only");
        } else if (Math.min(positives, negatives) < MIN_ROWS_PER_CLASS) {
            reasons.add(
                    "%d rows with and %d without the label; %d of each are needed"
                            .formatted(positives, negatives, MIN_ROWS_PER_CLASS));
        }
        if (rows.size() > 0 && IntStream.range(0, rows.features().size()).noneMatch(rows::varies)) {
            reasons.add("no feature varies");
        }
        if (!plan.allowLeakage() && Math.min(positives, negatives) >= MIN_ROWS_PER_CLASS) {
            var folds = Folds.of(rows.x(), rows.positive(), plan.folds(), plan.seed());
            reasons.addAll(
                    new LeakageGate(rows.x(), rows.positive(), folds).reasons(rows.features()));
        }
        return List.copyOf(reasons);
    }

    /// One call of `train` or `evaluate`.
    private final class Run {
        private final TrainingSet set;
        private final Rows rows;
        private final Plan plan;
        private final long began = System.nanoTime();
        private final Stop stop = new Stop();
        private final Lanes lanes = new Lanes(threads, stop);
        private final List<Family> families;
        private final CrossValidation validation;
        private final Steps steps;

        /// @param finalFits of each recipe at most, after the comparison
        Run(TrainingSet set, Rows rows, Plan plan, Consumer<Progress> progress, int finalFits) {
            this.set = set;
            this.rows = rows;
            this.plan = plan;
            this.families = Families.forRows(rows.size());
            this.validation = new CrossValidation(rows, plan.folds(), plan.seed());
            this.steps = new Steps(families, validation.fits() + finalFits, progress);
        }

        List<Comparison.Judged> compare() {
            validation.run(Families.recipes(families), lanes, stop, steps);
            return new Comparison(rows, validation, set.contract().decisionThreshold())
                    .judge(families);
        }

        TrainedModel train() {
            var judged = compare();
            var best = judged.getFirst();
            steps.begin("fitting " + best.result().algorithm() + " to all rows");
            var parts = fitAll(best.choice().settings());
            var model =
                    parts.size() == 1
                            ? parts.getFirst()
                            : RawModel.mix(parts.getFirst(), parts.getLast(), AVERAGE_SHARE);
            var served = new ServedModel(set.contract().id(), model, best.choice().calibration());
            var artefact = Artefact.write(served);
            var candidates = judged.stream().map(Comparison.Judged::result).toList();
            steps.begin("measuring " + best.result().algorithm());
            var card =
                    CardWriter.write(
                            origin(),
                            served,
                            candidates,
                            rows,
                            rows,
                            best.probability(),
                            set.contract().decisionThreshold(),
                            began);
            steps.finish("trained");
            return new TrainedModel(
                    best.result().algorithm(),
                    artefact,
                    HexFormat.of().formatHex(Artefact.sha256(artefact)),
                    best.result().metrics(),
                    candidates,
                    rows.size(),
                    set.sha256(),
                    card);
        }

        private ModelCard.Origin origin() {
            return new ModelCard.Origin(
                    set.contract().id(),
                    set.sha256(),
                    plan.seed(),
                    new ModelCard.Split.CrossValidation(plan.folds()),
                    rows.size(),
                    rows.positives(),
                    plan.allowLeakage());
        }

        private List<RawModel> fitAll(List<Comparison.Setting> settings) {
            var tasks = new ArrayList<Callable<RawModel>>();
            for (var setting : settings) {
                tasks.add(() -> {
                    var fit = setting.recipe().fit(rows, plan.seed(), stop);
                    var compiled = fit.compile(setting.variant());
                    check(fit, setting.variant(), compiled);
                    return compiled;
                });
            }
            return lanes.run(tasks, _ -> {});
        }

        /// @throws IllegalStateException when the compiled form answers otherwise than Smile
        private void check(Recipe.Fit fit, int variant, RawModel compiled) {
            var expected = fit.smileProbability(variant);
            for (int i = 0; i < expected.length; i++) {
                double actual = fit.probability(compiled.raw(rows.x()[i]));
                if (!(Math.abs(actual - expected[i]) <= MAX_DIFFERENCE)) {
                    throw new IllegalStateException(
                            "the compiled model answers %s for row %d, Smile %s"
                                    .formatted(actual, i, expected[i]));
                }
            }
        }
    }
}
