package io.holdfast.domain.scoring;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import java.time.Instant;
import java.util.UUID;

/// Predictions on the vectors of `SampleContracts.tiny`.
public final class SamplePredictions {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private SamplePredictions() {}

    public static Prediction prediction(int number, String contract, Instant at) {
        return new Prediction(
                new UUID(0x7000L, number),
                new ContractId(contract, 1),
                3,
                Stage.PRODUCTION,
                "customer-" + number,
                FeatureVector.of(29.85, 1, Double.NaN),
                new Probability(0.1 + 0.2),
                false,
                "Low",
                417,
                "request-" + number,
                at,
                new Prediction.Path.Direct());
    }

    public static Prediction prediction(int number) {
        return prediction(number, "tiny", NOON.plusMillis(number));
    }

    /// What a version answered about an entity; positive from a probability of a half.
    public static Prediction answer(
            int number,
            String entity,
            int version,
            double probability,
            long latencyMicros,
            Instant at) {
        return new Prediction(
                new UUID(0x7000L, number),
                new ContractId("tiny", 1),
                version,
                Stage.PRODUCTION,
                entity,
                FeatureVector.of(29.85, 1, 0),
                new Probability(probability),
                probability >= 0.5,
                "Low",
                latencyMicros,
                "request-" + number,
                at,
                new Prediction.Path.Direct());
    }

    /// The same, but that another version was asked first and failed.
    public static Prediction fellBack(Prediction answer, int fromVersion) {
        return by(answer, new Prediction.Path.FellBack(fromVersion));
    }

    /// The same, but that the caller named the version.
    public static Prediction asked(Prediction answer) {
        return by(answer, new Prediction.Path.Asked());
    }

    private static Prediction by(Prediction answer, Prediction.Path path) {
        return new Prediction(
                answer.id(),
                answer.contract(),
                answer.modelVersion(),
                answer.stage(),
                answer.entity(),
                answer.features(),
                answer.probability(),
                answer.positive(),
                answer.riskLevel(),
                answer.latencyMicros(),
                answer.requestId(),
                answer.at(),
                path);
    }

    /// One that no log keeps: there is no model version 0.
    public static Prediction impossible(int number) {
        var good = prediction(number);
        return new Prediction(
                good.id(),
                good.contract(),
                0,
                good.stage(),
                good.entity(),
                good.features(),
                good.probability(),
                good.positive(),
                good.riskLevel(),
                good.latencyMicros(),
                good.requestId(),
                good.at(),
                good.path());
    }
}
