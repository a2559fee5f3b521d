package io.holdfast.domain.models.rollout;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads the experiments.
public interface ExperimentQueries {

    Optional<Experiment> find(UUID id);

    /// Newest first; never more than `limit`.
    List<Experiment> list(String contractName, int limit);
}
