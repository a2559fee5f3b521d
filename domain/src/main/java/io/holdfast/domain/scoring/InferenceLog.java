package io.holdfast.domain.scoring;

import java.util.List;

/// Every prediction that was answered.
public interface InferenceLog {

    sealed interface Outcome {
        /// The rows are committed.
        record Kept() implements Outcome {}

        /// The queue is full or the log is closing; nothing was written. The caller may try again.
        record Overloaded() implements Outcome {}
    }

    /// Returns when all predictions are committed, or none is. Waits for its group's commit; never
    /// waits for a place in the queue. A database that refuses the rows throws.
    Outcome append(List<Prediction> predictions);
}
