package io.holdfast.domain.models;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A training in the background.
public record TrainingJob(
        UUID id,
        String contractName,
        UUID dataset,
        ModelTrainer.Plan plan,
        String requestedBy,
        Instant requestedAt,
        State state) {

    public sealed interface State {
        record Queued() implements State {}

        /// @param share of the work that is done, 0 to 1
        record Running(Instant since, String step, double share) implements State {}

        record Succeeded(Instant at, int version) implements State {}

        /// The data was refused, or the work broke down; every reason can be shown.
        record Failed(Instant at, List<String> reasons) implements State {}

        record Cancelled(Instant at) implements State {}

        default boolean isOver() {
            return switch (this) {
                case Queued _, Running _ -> false;
                case Succeeded _, Failed _, Cancelled _ -> true;
            };
        }
    }

    public TrainingJob in(State next) {
        return new TrainingJob(id, contractName, dataset, plan, requestedBy, requestedAt, next);
    }
}
