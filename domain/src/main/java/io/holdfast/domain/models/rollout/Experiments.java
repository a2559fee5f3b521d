package io.holdfast.domain.models.rollout;

import java.util.List;

/// The experiments, running and ended.
public interface Experiments extends ExperimentQueries {

    /// Keeps it; the id must be new.
    void add(Experiment experiment);

    /// Those that have not ended, the oldest first; never more than `limit`.
    List<Experiment> running(int limit);

    /// Replaces the state of an experiment that is there and has not ended.
    ///
    /// @return whether it was still running
    boolean update(Experiment experiment);
}
