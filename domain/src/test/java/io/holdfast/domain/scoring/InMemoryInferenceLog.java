package io.holdfast.domain.scoring;

import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The log in a map. It stands outside of transactions, as the real one does: what was answered
/// stays, whatever else is rolled back. A test can make it overloaded.
public final class InMemoryInferenceLog implements InferenceLog, ScoringQueries {

    private final Map<UUID, Prediction> kept = new LinkedHashMap<>();
    private final FeatureContracts contracts;
    private boolean overloaded;

    /// @param contracts tells features in the caller's terms
    public InMemoryInferenceLog(FeatureContracts contracts) {
        this.contracts = contracts;
    }

    /// Whether to refuse every append from now on.
    public synchronized void overload(boolean on) {
        overloaded = on;
    }

    /// Everything that was kept, oldest first.
    public synchronized List<Prediction> predictions() {
        return List.copyOf(kept.values());
    }

    @Override
    public synchronized Outcome append(List<Prediction> predictions) {
        if (overloaded && !predictions.isEmpty()) {
            return new Outcome.Overloaded();
        }
        var ids = new HashSet<UUID>();
        for (var prediction : predictions) {
            boolean isNew = ids.add(prediction.id()) && !kept.containsKey(prediction.id());
            if (!isNew || prediction.modelVersion() < 1) {
                throw new IllegalArgumentException("cannot be kept: " + prediction.id());
            }
        }
        predictions.forEach(prediction -> kept.put(prediction.id(), prediction));
        return new Outcome.Kept();
    }

    @Override
    public synchronized Optional<Logged> find(UUID id) {
        return Optional.ofNullable(kept.get(id)).map(this::logged);
    }

    @Override
    public synchronized Optional<Prediction> prediction(UUID id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public synchronized List<Logged> latest(String contractName, int limit) {
        return kept.values().stream()
                .filter(prediction -> prediction.contract().name().equals(contractName))
                .sorted(
                        Comparator.comparing(Prediction::at)
                                .thenComparing(prediction -> prediction.id().toString())
                                .reversed())
                .limit(limit)
                .map(this::logged)
                .toList();
    }

    @Override
    public synchronized long count(String contractName) {
        return kept.values().stream()
                .filter(prediction -> prediction.contract().name().equals(contractName))
                .count();
    }

    private Logged logged(Prediction prediction) {
        Map<String, Object> features =
                contracts
                        .find(prediction.contract())
                        .map((FeatureContract contract) -> contract.display(prediction.features()))
                        .orElseGet(Map::of);
        return new Logged(
                prediction.id(),
                prediction.contract().name(),
                prediction.modelVersion(),
                prediction.stage().label(),
                prediction.entity(),
                features,
                prediction.probability().value(),
                prediction.positive(),
                prediction.riskLevel(),
                prediction.latencyMicros(),
                prediction.at());
    }
}
