package io.holdfast.domain.models.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The present rollout of every contract's name, and the ledger of all changes. The two cannot
/// differ: a rollout is stored by appending its change.
public interface Rollouts {

    sealed interface Saved {
        record Stored() implements Saved {}

        /// Another change came first; nothing was stored.
        record Conflict() implements Saved {}
    }

    Optional<Rollout> find(String contractName);

    /// By contract name; one for each name that has a version.
    List<Rollout> all();

    /// Puts `change.to()` in the place of `change.from()` and appends the change, or does neither.
    /// It is a conflict when the stored rollout no longer has the revision of `from`, or when there
    /// is one and `from` is nothing. Of callers at once with one `from`, one stores.
    Saved save(Deployment change);

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
