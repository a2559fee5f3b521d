package io.holdfast.domain.models.rollout;

/// The experiments, running and ended.
public interface Experiments extends ExperimentQueries {

    /// Keeps it; the id must be new.
    void add(Experiment experiment);

    /// Replaces the state of an experiment that is there.
    void update(Experiment experiment);
}
