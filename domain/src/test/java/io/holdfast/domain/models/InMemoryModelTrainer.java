package io.holdfast.domain.models;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/// A trainer and loader for tests of those who use them: it learns the base rate and nothing else,
/// and its artefacts are lines of text.
public final class InMemoryModelTrainer implements ModelTrainer, ModelLoader {

    private static final double MAX_AUC = 0.98;

    @Override
    public ModelTrainer.Outcome train(TrainingSet set, Plan plan, Consumer<Progress> progress) {
        return switch (evaluate(set, plan, progress)) {
            case Evaluated.Refused(List<String> reasons) ->
                    new ModelTrainer.Outcome.Refused(reasons);
            case Evaluated.Measured(List<CandidateResult> candidates) -> {
                var id = set.contract().id();
                var body =
                        "base-rate %s %d %d %s"
                                .formatted(id.name(), id.version(), width(set), rate(set));
                var artefact = (body + " " + sha256(body)).getBytes(StandardCharsets.US_ASCII);
                progress.accept(new Progress("trained", 1));
                yield new ModelTrainer.Outcome.Trained(
                        new TrainedModel(
                                "base rate",
                                artefact,
                                sha256(new String(artefact, StandardCharsets.US_ASCII)),
                                candidates.getFirst().metrics(),
                                candidates,
                                set.rows().size(),
                                set.sha256(),
                                card(set, plan, candidates)));
            }
        };
    }

    @Override
    public Evaluated evaluate(TrainingSet set, Plan plan, Consumer<Progress> progress) {
        var reasons = refusals(set, plan);
        if (!reasons.isEmpty()) {
            return new Evaluated.Refused(reasons);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
        progress.accept(new Progress("counting", 0.5));
        double p = rate(set);
        double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
        var metrics = new Metrics(0.5, p, entropy, p * (1 - p), 0, Math.max(p, 1 - p));
        return new Evaluated.Measured(
                List.of(new CandidateResult("base rate", "none", metrics, 0)));
    }

    /// Whoever is never flagged or always.
    private static ModelCard card(TrainingSet set, Plan plan, List<CandidateResult> candidates) {
        int rows = set.rows().size();
        double p = rate(set);
        var metrics = candidates.getFirst().metrics();
        return new ModelCard(
                new ModelCard.Origin(
                        set.contract().id(),
                        set.sha256(),
                        plan.seed(),
                        split(set, plan),
                        rows,
                        set.positives(),
                        plan.allowLeakage()),
                candidates,
                new ModelCard.Headline(rows, set.positives(), metrics, metrics, metrics, 1),
                set.contract().features().stream()
                        .map(feature ->
                                new ModelCard.Input(feature.name(), ModelCard.Kind.NUMBER, 0, 0))
                        .toList(),
                rows,
                List.of(new ModelCard.RocPoint(0, 0, 1), new ModelCard.RocPoint(1, 1, p)),
                List.of(new ModelCard.RecallPoint(1, p, p)),
                List.of(new ModelCard.CalibrationBin(0, 1, rows, p, p)),
                new ModelCard.Costs(5, 1),
                List.of(new ModelCard.Threshold(p, rows, set.positives())),
                List.of(),
                List.of("Every customer gets the same probability."),
                0);
    }

    private static ModelCard.Split split(TrainingSet set, Plan plan) {
        var times = set.times().stream().sorted().toList();
        if (times.isEmpty()) {
            return new ModelCard.Split.CrossValidation(plan.folds());
        }
        var from = times.get(times.size() * 4 / 5);
        int judged = (int) times.stream().filter(time -> !time.isBefore(from)).count();
        return new ModelCard.Split.OutOfTime(from, judged, plan.folds());
    }

    private static int width(TrainingSet set) {
        return set.contract().features().size();
    }

    private static double rate(TrainingSet set) {
        return (double) set.positives() / set.rows().size();
    }

    private static List<String> refusals(TrainingSet set, Plan plan) {
        var reasons = new ArrayList<String>();
        int rows = set.rows().size();
        int smaller = Math.min(set.positives(), rows - set.positives());
        if (rows < MIN_ROWS) {
            reasons.add(rows + " rows are too few");
        }
        if (smaller < MIN_ROWS_PER_CLASS && (smaller > 0 || rows > 0)) {
            reasons.add("too few rows of one class: " + smaller);
        }
        if (rows > 0
                && set.rows().stream().map(TrainingSet.Row::features).distinct().count() == 1) {
            reasons.add("no feature varies");
        }
        if (!plan.allowLeakage() && smaller >= MIN_ROWS_PER_CLASS) {
            for (int f = 0; f < width(set); f++) {
                if (tells(set, f)) {
                    reasons.add(set.contract().features().get(f).name() + " tells the label");
                }
            }
        }
        return reasons;
    }

    /// Looks at the value, its distance from the middle, its absence, and whether it is 0.
    private static boolean tells(TrainingSet set, int feature) {
        var values = set.rows().stream().mapToDouble(row -> row.features().at(feature)).toArray();
        double middle = Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0) / 2;
        return List.<DoubleUnaryOperator>of(
                        v -> Double.isNaN(v) ? middle : v,
                        v -> Double.isNaN(v) ? middle : Math.abs(v - middle),
                        v -> Double.isNaN(v) ? 1 : 0,
                        v -> v == 0 ? 1 : 0)
                .stream()
                .mapToDouble(view -> auc(set, Arrays.stream(values).map(view).toArray()))
                .anyMatch(auc -> Math.max(auc, 1 - auc) > MAX_AUC);
    }

    private static double auc(TrainingSet set, double[] values) {
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                if (set.rows().get(i).positive() && !set.rows().get(j).positive()) {
                    pairs++;
                    wins += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }

    @Override
    public ModelLoader.Outcome load(byte[] artefact) {
        var parts = new String(artefact, StandardCharsets.ISO_8859_1).split(" ", -1);
        if (parts.length != 6
                || !sha256(String.join(" ", Arrays.copyOf(parts, 5))).equals(parts[5])) {
            return new ModelLoader.Outcome.Unusable("not an artefact of this trainer");
        }
        return new ModelLoader.Outcome.Loaded(
                new BaseRate(
                        new ContractId(parts[1], Integer.parseInt(parts[2])),
                        Integer.parseInt(parts[3]),
                        Double.parseDouble(parts[4])));
    }

    private record BaseRate(ContractId contract, int width, double rate) implements CompiledModel {
        @Override
        public double score(double[] features) {
            return rate;
        }

        @Override
        public Explanation explain(double[] features) {
            return new Explanation(Math.log(rate / (1 - rate)), new double[width]);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
