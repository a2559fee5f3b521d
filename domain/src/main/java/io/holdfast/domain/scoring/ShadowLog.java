package io.holdfast.domain.scoring;

import java.util.function.Supplier;

/// What versions in the shadow would have answered. Losing some is allowed, slowing an answer is
/// not.
public interface ShadowLog {

    /// @param of the prediction that was answered
    record ShadowScore(Prediction of, int shadowVersion, double probability) {}

    /// Computes and keeps the score later, on another thread. Never waits, never throws.
    ///
    /// @return whether there was room; a score that found none is counted and gone
    boolean offer(Supplier<ShadowScore> score);
}
