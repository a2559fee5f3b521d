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
import java.util.Arrays;
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
        if (!reasons.isEmpty()) {
            return new Outcome.Refused(reasons);
        }
        return switch (Division.of(set, rows, plan.folds())) {
            case Division.Outcome.Refused(var tooFew) -> new Outcome.Refused(tooFew);
            case Division.Outcome.Made(var division) ->
                    new Outcome.Trained(
                            new Run(set, division, plan, progress, division.finalFits()).train());
        };
    }

    @Override
    public Evaluated evaluate(TrainingSet set, Plan plan, Consumer<Progress> progress) {
        var rows = Rows.of(set);
        var reasons = refusals(rows, plan);
        if (!reasons.isEmpty()) {
            return new Evaluated.Refused(reasons);
        }
        return switch (Division.of(set, rows, plan.folds())) {
            case Division.Outcome.Refused(var tooFew) -> new Evaluated.Refused(tooFew);
            case Division.Outcome.Made(var division) ->
                    new Evaluated.Measured(
                            new Run(set, division, plan, progress, 0)
                                    .compare().stream().map(Comparison.Judged::result).toList());
        };
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
            var folds =
                    Folds.of(rows.x(), rows.entities(), rows.positive(), plan.folds(), plan.seed());
            reasons.addAll(
                    new LeakageGate(rows.x(), rows.positive(), folds).reasons(rows.features()));
        }
        return List.copyOf(reasons);
    }

    /// One call of `train` or `evaluate`.
    private final class Run {
        private final TrainingSet set;
        private final Division division;
        private final Rows rows;
        private final Plan plan;
        private final long began = System.nanoTime();
        private final Stop stop = new Stop();
        private final Lanes lanes = new Lanes(threads, stop);
        private final List<Family> families;
        private final CrossValidation validation;
        private final Steps steps;

        /// @param finalFits of each recipe at most, after the comparison
        Run(
                TrainingSet set,
                Division division,
                Plan plan,
                Consumer<Progress> progress,
                int finalFits) {
            this.set = set;
            this.division = division;
            this.rows = division.all();
            this.plan = plan;
            this.families = Families.forRows(division.compared().size());
            this.validation = new CrossValidation(division.compared(), plan.folds(), plan.seed());
            this.steps = new Steps(families, validation.fits() + finalFits, progress);
        }

        List<Comparison.Judged> compare() {
            validation.run(Families.recipes(families), lanes, stop, steps);
            return new Comparison(
                            division.compared(), validation, set.contract().decisionThreshold())
                    .judge(families);
        }

        TrainedModel train() {
            var judged = compare();
            var best = judged.getFirst();
            steps.begin("fitting " + best.result().algorithm() + " to all rows");
            var served = fit(best.choice(), rows);
            var artefact = Artefact.write(served);
            var candidates = judged.stream().map(Comparison.Judged::result).toList();
            steps.begin("measuring " + best.result().algorithm());
            var card =
                    CardWriter.write(
                            origin(),
                            served,
                            candidates,
                            rows,
                            division.judged(),
                            probability(best),
                            set.contract().decisionThreshold(),
                            began);
            steps.finish("trained");
            return new TrainedModel(
                    best.result().algorithm(),
                    artefact,
                    HexFormat.of().formatHex(Artefact.sha256(artefact)),
                    card.headline().estimate(),
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
                    division.split(),
                    rows.size(),
                    rows.positives(),
                    plan.allowLeakage());
        }

        /// For each judged row: out of fold, or from a model of the earlier rows.
        private double[] probability(Comparison.Judged best) {
            return switch (division.split()) {
                case ModelCard.Split.CrossValidation _ -> best.probability();
                case ModelCard.Split.OutOfTime _ -> {
                    var model = fit(best.choice(), division.compared());
                    yield Arrays.stream(division.judged().x()).mapToDouble(model::score).toArray();
                }
            };
        }

        private ServedModel fit(Comparison.Choice choice, Rows learned) {
            var tasks = new ArrayList<Callable<RawModel>>();
            for (var setting : choice.settings()) {
                tasks.add(() -> {
                    var fit = setting.recipe().fit(learned, plan.seed(), stop);
                    var compiled = fit.compile(setting.variant());
                    check(fit, setting.variant(), compiled, learned);
                    return compiled;
                });
            }
            var parts = lanes.run(tasks, _ -> {});
            var model =
                    parts.size() == 1
                            ? parts.getFirst()
                            : RawModel.mix(parts.getFirst(), parts.getLast(), AVERAGE_SHARE);
            return new ServedModel(set.contract().id(), model, choice.calibration());
        }

        /// @throws IllegalStateException when the compiled form answers otherwise than Smile
        private static void check(Recipe.Fit fit, int variant, RawModel compiled, Rows rows) {
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
