package io.holdfast.domain.models;

/// The background trainings.
public interface TrainingJobs extends TrainingQueries {

    /// Adds the job unless as many as `openMax` wait or run. Of callers at once, no more get in
    /// than there is room for.
    ///
    /// @return whether it was added
    boolean add(TrainingJob job, int openMax);

    /// Stores the state unless the stored one is over. Of callers at once, every one is told what
    /// became of its own.
    ///
    /// @return whether it was stored; not for an unknown job
    boolean update(TrainingJob job);
}
