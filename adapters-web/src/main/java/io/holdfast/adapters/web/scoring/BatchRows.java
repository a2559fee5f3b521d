package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Problem;
import io.holdfast.application.models.ServedModel;
import io.holdfast.application.models.ServedModels;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJobs.Result;
import io.holdfast.domain.scoring.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the results of one batch are told. Advice is given by the version that answered; each
/// version is fetched once for an answer.
final class BatchRows {

    private record Score(
            int index, String customerId, double churnProbability, String churnRiskCategory) {}

    private record DetailedScore(
            int index,
            String customerId,
            double churnProbability,
            String churnRiskCategory,
            double confidenceScore,
            String modelVersion,
            String recommendedAction,
            String retentionStrategy,
            String predictionId,
            String timestamp) {}

    private record Fault(String pointer, String detail) {}

    private record FaultyRow(int index, String error, List<Fault> errors) {
        static FaultyRow from(int index, List<Violation> violations) {
            var place = "#/customers/" + index;
            return new FaultyRow(
                    index,
                    Problem.invalid(violations).detail(),
                    violations.stream()
                            .map(one -> new Fault(place + one.pointer().substring(1), one.detail()))
                            .toList());
        }
    }

    private final BatchJob job;
    private final ServedModels models;
    private final Map<Integer, Optional<ServedModel>> versions = new HashMap<>();

    BatchRows(BatchJob job, ServedModels models) {
        this.job = job;
        this.models = models;
    }

    List<Object> of(List<Result> results) {
        return results.stream().map(this::row).toList();
    }

    private Object row(Result result) {
        return switch (result) {
            case Result.Faulty(var index, var violations) -> FaultyRow.from(index, violations);
            case Result.Scored(var index, var prediction) ->
                    job.detailed() ? detailed(index, prediction) : plain(index, prediction);
        };
    }

    private static Score plain(int index, Prediction prediction) {
        return new Score(
                index,
                prediction.entity(),
                prediction.probability().value(),
                prediction.riskLevel());
    }

    /// Without advice where the version that answered can no longer be loaded.
    private DetailedScore detailed(int index, Prediction prediction) {
        double probability = prediction.probability().value();
        var scored =
                versions.computeIfAbsent(
                                prediction.modelVersion(),
                                number -> models.version(job.contractName(), number))
                        .map(model -> new ScoredEntity(model, prediction));
        return new DetailedScore(
                index,
                prediction.entity(),
                probability,
                prediction.riskLevel(),
                Math.max(probability, 1 - probability),
                "v" + prediction.modelVersion(),
                scored.map(one -> one.advice(0)).orElse(""),
                scored.map(one -> one.advice(1)).orElse(""),
                prediction.id().toString(),
                prediction.at().toString());
    }
}
