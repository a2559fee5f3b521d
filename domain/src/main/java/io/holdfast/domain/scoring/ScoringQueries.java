package io.holdfast.domain.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads of the inference log.
public interface ScoringQueries {

    /// A logged prediction with its features in the caller's terms.
    record Logged(
            UUID id,
            String contract,
            int modelVersion,
            String stage,
            String entity,
            Map<String, Object> features,
            double probability,
            boolean positive,
            String riskLevel,
            long latencyMicros,
            Instant at) {}

    Optional<Logged> find(UUID id);

    /// As it was appended.
    Optional<Prediction> prediction(UUID id);

    /// Newest first; never more than `limit`.
    List<Logged> latest(String contractName, int limit);

    long count(String contractName);
}
