package io.holdfast.domain.models;

import java.util.List;
import java.util.function.Consumer;

/// Trains and measures models.
public interface ModelTrainer {

    int MIN_ROWS = 50;
    int MIN_ROWS_PER_CLASS = 10;

    /// @param seed of every random choice: same set, same plan, same artefact byte for byte
    /// @param folds of the cross-validation, 2 to 20
    /// @param allowLeakage trains although one feature alone tells the label
    record Plan(long seed, int folds, boolean allowLeakage) {
        public Plan {
            if (folds < 2 || folds > 20) {
                throw new IllegalArgumentException("folds: 2 to 20");
            }
        }

        public static Plan standard() {
            return new Plan(20_260_101L, 5, false);
        }
    }

    /// One step of the work, for people: "random forest, fold 3 of 5", with the share done.
    record Progress(String step, double share) {}

    sealed interface Outcome {
        record Trained(TrainedModel model) implements Outcome {}

        /// The data cannot be learned from honestly; every reason is named.
        record Refused(List<String> reasons) implements Outcome {}
    }

    sealed interface Evaluated {
        record Measured(List<CandidateResult> candidates) implements Evaluated {}

        record Refused(List<String> reasons) implements Evaluated {}
    }

    /// Cross-validates every candidate, refits the best one on all rows, calibrates it on
    /// predictions for rows it had not seen, and checks the compiled form against the library's own
    /// predictions (at most 1e-9 apart). Where rows have times, the latest fifth is kept out of the
    /// comparison and gives the figures of the chosen candidate; the model that is handed out has
    /// learned from all rows. An interrupt of the calling thread stops the work with a
    /// `CancellationException`.
    ///
    /// @param progress called on the calling thread after every fit; what it throws stops the work
    ///   and is thrown on
    Outcome train(TrainingSet set, Plan plan, Consumer<Progress> progress);

    /// Only the cross-validation, of the earlier rows where rows have times: out-of-fold figures of
    /// every candidate, calibrated inside each fold, best first.
    Evaluated evaluate(TrainingSet set, Plan plan, Consumer<Progress> progress);
}
