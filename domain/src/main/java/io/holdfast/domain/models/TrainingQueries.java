package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads of the background trainings.
public interface TrainingQueries {

    Optional<TrainingJob> find(UUID id);

    /// Newest first; never more than `limit`.
    List<TrainingJob> list(int limit);
}
