package io.holdfast.domain.identity;

/// What was done by whom, for ever: rows are added and never changed, and each carries the hash of
/// the one before it, so that a row that was changed or taken out shows.
public interface AuditTrail {
    /// Kept when this returns, or with the running transaction.
    void append(AuditEvent event);
}
