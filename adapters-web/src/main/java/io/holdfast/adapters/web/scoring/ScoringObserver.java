package io.holdfast.adapters.web.scoring;

import io.holdfast.application.scoring.ScoreEntities;

/// Is told how each scoring ended.
@FunctionalInterface
public interface ScoringObserver {
    /// @param nanos from reading the input to the outcome
    void observed(String contractName, ScoreEntities.Outcome outcome, long nanos);
}
