package io.holdfast.domain.scoring;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads of the background batches.
public interface BatchQueries {

    Optional<BatchJob> named(String name);

    /// Nothing done for an unknown batch.
    BatchJob.Counts counts(UUID id);

    /// In the order of the indexes, from `from` on; never more than `limit`.
    List<BatchJobs.Result> results(UUID id, int from, int limit);
}
