package io.holdfast.domain.scoring;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import java.time.Instant;
import java.util.UUID;

/// One answer that was given, with everything needed to say later why.
///
/// @param entity the caller's id, or the prediction's own id where the caller gave none
/// @param positive whether the probability reached the contract's decision threshold
/// @param latencyMicros from the request's arrival to the score
/// @param requestId of the request it was part of
/// @param path how the version came to answer
public record Prediction(
        UUID id,
        ContractId contract,
        int modelVersion,
        Stage stage,
        String entity,
        FeatureVector features,
        Probability probability,
        boolean positive,
        String riskLevel,
        long latencyMicros,
        String requestId,
        Instant at,
        Path path) {

    /// How the version came to answer.
    public sealed interface Path {
        /// It was the entity's arm.
        record Direct() implements Path {}

        /// The caller named the version, whatever the entity's arm is; so it says nothing about
        /// arms.
        record Asked() implements Path {}

        /// The entity's arm failed or could not be loaded, so the version in production answered.
        record FellBack(int fromVersion) implements Path {}
    }
}
