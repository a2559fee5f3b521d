package io.holdfast.domain.scoring;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The background batches, with what goes in and what has come out.
public interface BatchJobs extends BatchQueries {

    sealed interface Added {
        record Stored() implements Added {}

        /// A batch has this name.
        record NameTaken() implements Added {}
    }

    /// What became of the entity at an index.
    sealed interface Result {
        int index();

        record Scored(int index, Prediction prediction) implements Result {}

        record Faulty(int index, List<Violation> violations) implements Result {}
    }

    /// What there is to do, and how fast it goes.
    ///
    /// @param waiting entities without a result in batches that are not over
    /// @param perEntity median of the time an entity took, over the newest finished batches; zero
    ///   before the first
    record Load(long waiting, Duration perEntity) {}

    /// Keeps the batch with its entities.
    Added add(BatchJob job, List<Map<String, FieldValue>> entities);

    Optional<BatchJob> find(UUID id);

    /// Stores the progress unless the stored one is over. Of callers at once that end a batch, one
    /// is told that it did.
    ///
    /// @return whether it was stored; not for an unknown batch
    boolean update(BatchJob job);

    /// In the order they were given; empty for an unknown batch.
    List<Map<String, FieldValue>> entities(UUID id);

    /// Keeps results; an index that has one keeps the one it has.
    void addResults(UUID id, List<Result> results);

    Load load();
}
