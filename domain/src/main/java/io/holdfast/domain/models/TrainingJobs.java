package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The background trainings.
public interface TrainingJobs {

    void add(TrainingJob job);

    Optional<TrainingJob> find(UUID id);

    /// Newest first; never more than `limit`.
    List<TrainingJob> list(int limit);

    /// Jobs that wait or run.
    int open();

    /// Stores the state unless the stored one is over. Of callers at once, every one is told what
    /// became of its own.
    ///
    /// @return whether it was stored
    boolean update(TrainingJob job);
}
