package io.holdfast.domain.models.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the rollouts and their ledger.
public interface RolloutQueries {

    Optional<Rollout> find(String contractName);

    /// By contract name; one for each name that has a version.
    List<Rollout> all();

    /// Newest first.
    List<Deployment> history(String contractName, Page page);

    /// The rollout that was in force at a moment; empty before the first.
    Optional<Rollout> at(String contractName, Instant moment);

    /// Where a page of the ledger begins.
    ///
    /// @param before revisions below this one; `Long.MAX_VALUE` for the newest
    record Page(long before, int limit) {
        public static final int MAX_LIMIT = 1_000;

        public Page {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit: 1 to " + MAX_LIMIT);
            }
        }

        public static Page newest(int limit) {
            return new Page(Long.MAX_VALUE, limit);
        }
    }
}
