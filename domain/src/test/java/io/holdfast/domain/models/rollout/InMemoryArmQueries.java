package io.holdfast.domain.models.rollout;

import io.holdfast.domain.models.rollout.ArmFigures.Labelled;
import io.holdfast.domain.models.rollout.ArmFigures.Moments;
import io.holdfast.domain.monitoring.InMemoryOutcomes;
import io.holdfast.domain.monitoring.InMemoryOutcomes.Fact;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Counts what lies in the other fakes, one prediction after the other.
public final class InMemoryArmQueries implements ArmQueries {

    private static final double LEAST_PROBABILITY = 1e-15;

    private record Pair(Prediction prediction, boolean outcome) {}

    private final InMemoryInferenceLog log;
    private final InMemoryOutcomes outcomes;

    public InMemoryArmQueries(InMemoryInferenceLog log, InMemoryOutcomes outcomes) {
        this.log = log;
        this.outcomes = outcomes;
    }

    @Override
    public List<ArmFigures> figures(String contractName, List<Integer> versions, Window window) {
        return versions.stream().map(version -> figures(contractName, version, window)).toList();
    }

    @Override
    public List<Long> entities(String contractName, List<Integer> versions, Window window) {
        return versions.stream()
                .map(version ->
                        answered(contractName, version, window)
                                .map(Prediction::entity)
                                .distinct()
                                .count())
                .toList();
    }

    private Stream<Prediction> logged(String contractName, Window window) {
        return log.predictions().stream()
                .filter(prediction -> prediction.contract().name().equals(contractName))
                .filter(prediction -> !prediction.at().isBefore(window.from()))
                .filter(prediction -> prediction.at().isBefore(window.until()));
    }

    private Stream<Prediction> answered(String contractName, int version, Window window) {
        return logged(contractName, window)
                .filter(prediction -> prediction.modelVersion() == version)
                .filter(prediction -> !(prediction.path() instanceof Prediction.Path.Asked));
    }

    private ArmFigures figures(String contractName, int version, Window window) {
        var path = new Prediction.Path.FellBack(version);
        var latencies =
                answered(contractName, version, window)
                        .mapToLong(Prediction::latencyMicros)
                        .sorted()
                        .toArray();
        return new ArmFigures(
                version,
                latencies.length,
                logged(contractName, window)
                        .filter(prediction -> prediction.path().equals(path))
                        .count(),
                percentile95(latencies),
                labelled(pairs(contractName, version, window)));
    }

    /// Between two values in proportion.
    private static double percentile95(long[] sorted) {
        if (sorted.length == 0) {
            return 0;
        }
        double position = 0.95 * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private List<Pair> pairs(String contractName, int version, Window window) {
        Map<String, Fact> known = new LinkedHashMap<>();
        outcomes.facts().stream()
                .filter(fact -> fact.contractName().equals(contractName))
                .sorted(Comparator.comparing(Fact::recordedAt))
                .forEach(fact -> known.put(fact.outcome().entity(), fact));
        var pairs = new ArrayList<Pair>();
        known.forEach((entity, fact) ->
                answered(contractName, version, window)
                        .filter(prediction -> prediction.entity().equals(entity))
                        .filter(prediction -> prediction.at().isBefore(fact.recordedAt()))
                        .max(
                                Comparator.comparing(Prediction::at)
                                        .thenComparing(prediction -> prediction.id().toString()))
                        .ifPresent(last -> pairs.add(new Pair(last, fact.outcome().positive()))));
        return pairs;
    }

    private static Labelled labelled(List<Pair> pairs) {
        return new Labelled(
                pairs.size(),
                pairs.stream().filter(Pair::outcome).count(),
                sum(pairs, pair -> pair.prediction().probability().value()),
                moments(pairs, InMemoryArmQueries::logLoss),
                moments(pairs, InMemoryArmQueries::brier),
                moments(pairs, pair -> pair.prediction().positive() == pair.outcome() ? 1 : 0));
    }

    private static Moments moments(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        return new Moments(
                sum(pairs, value),
                sum(pairs, pair -> value.applyAsDouble(pair) * value.applyAsDouble(pair)));
    }

    private static double sum(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        return pairs.stream().mapToDouble(value).sum();
    }

    private static double logLoss(Pair pair) {
        double probability = pair.prediction().probability().value();
        double given = pair.outcome() ? probability : 1 - probability;
        return -Math.log(Math.clamp(given, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY));
    }

    private static double brier(Pair pair) {
        double error = pair.prediction().probability().value() - (pair.outcome() ? 1 : 0);
        return error * error;
    }
}
