package io.holdfast.domain.models.rollout;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The experiments, running and ended.
public interface Experiments {

    /// Keeps it; the id must be new.
    void add(Experiment experiment);

    /// Replaces the state of an experiment that is there.
    void update(Experiment experiment);

    Optional<Experiment> find(UUID id);

    /// Newest first; never more than `limit`.
    List<Experiment> list(String contractName, int limit);
}
