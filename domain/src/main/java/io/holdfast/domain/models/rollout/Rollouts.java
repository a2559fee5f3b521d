package io.holdfast.domain.models.rollout;

/// The present rollout of every contract's name, and the ledger of all changes. The two cannot
/// differ: a rollout is stored by appending its change.
public interface Rollouts extends RolloutQueries {

    sealed interface Saved {
        record Stored() implements Saved {}

        /// Another change came first; nothing was stored.
        record Conflict() implements Saved {}
    }

    /// Puts `change.to()` in the place of `change.from()` and appends the change, or does neither.
    /// It is a conflict when the stored rollout no longer has the revision of `from`, or when there
    /// is one and `from` is nothing. Of callers at once with one `from`, one stores.
    Saved save(Deployment change);
}
