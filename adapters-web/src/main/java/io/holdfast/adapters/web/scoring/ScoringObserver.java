package io.holdfast.adapters.web.scoring;

import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.application.scoring.ScoreEntities;

/// Is told how each scoring ended.
public interface ScoringObserver {
    /// @param nanos from reading the input to the outcome
    void observed(String contractName, ScoreEntities.Outcome outcome, long nanos);

    /// @param nanos from reading the input to the outcome
    void observed(String contractName, ScoreBatch.Outcome outcome, long nanos);
}
