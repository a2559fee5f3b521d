package io.holdfast.domain.identity;

import java.time.Instant;

/// What was done by whom: rows are added and never changed, and each carries the hash of the one
/// before it, so that a row that was changed or taken out shows.
public interface AuditTrail {
    /// Kept when this returns, or with the running transaction. Appends wait for each other until
    /// the transaction ends: in one, this comes last.
    void append(AuditEvent event);

    /// Takes away the oldest rows, as long as they are older than `before`, at most `limit` of
    /// them. The position and hash of the last one are kept, so that the rest still verifies.
    ///
    /// @return how many were taken away; fewer than `limit` when none is left to take
    int forget(Instant before, int limit);
}
