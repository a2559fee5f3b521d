package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.AuditQueries.Entry;
import io.holdfast.domain.identity.AuditQueries.Head;
import io.holdfast.domain.identity.AuditQueries.Verification;
import org.jspecify.annotations.Nullable;

/// Checks rows in their order, one at a time, from the anchor on.
final class AuditChain {

    private Head last;
    private long rows;
    private Verification.@Nullable Broken broken;

    AuditChain(Head anchor) {
        last = anchor;
    }

    /// @return whether the chain still holds
    boolean take(Entry entry, String previousHash) {
        long expected = last.position() + 1;
        if (entry.position() != expected) {
            return breaks(
                    Math.min(expected, entry.position()),
                    entry.position() > expected
                            ? "the row is missing; the next one is " + entry.position()
                            : "the row should have been taken away with those before it");
        }
        if (!previousHash.equals(last.hash())) {
            return breaks(expected, "the row does not follow from the one before it");
        }
        var hash = AuditHash.of(expected, previousHash, entry.event());
        if (!hash.equals(entry.hash())) {
            return breaks(expected, "the row differs from what was written");
        }
        last = new Head(expected, hash);
        rows++;
        return true;
    }

    private boolean breaks(long position, String why) {
        broken = new Verification.Broken(position, why);
        return false;
    }

    Verification result() {
        var found = broken;
        return found == null ? new Verification.Intact(rows, last.position(), last.hash()) : found;
    }
}
