package io.holdfast.domain.models;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Trained models for tests of what keeps them; the artefacts cannot be loaded.
public final class SampleModels {

    private SampleModels() {}

    public static TrainedModel trained(int seed) {
        var metrics = new Metrics(0.845 + seed / 1e6, 0.64, 0.415, 0.135, 0.012, 0.805);
        var candidates =
                List.of(
                        new CandidateResult("logistic regression", "lambda 0.1", metrics, 0.31),
                        new CandidateResult(
                                "random forest",
                                "trees 100, depth 6",
                                new Metrics(0.5, Double.NaN, 0.69, 0.25, 0, 0.5),
                                12.5));
        var data = "%064x".formatted(0xdada);
        return new TrainedModel(
                "logistic regression",
                ("artefact " + seed).getBytes(StandardCharsets.UTF_8),
                "%064x".formatted(seed),
                metrics,
                candidates,
                5_634,
                data,
                SampleCards.card(candidates, data));
    }
}
