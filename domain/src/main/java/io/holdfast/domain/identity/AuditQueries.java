package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Reads of the audit trail.
public interface AuditQueries {

    /// @param position in the trail, from 1, without gaps
    /// @param hash hex SHA-256 over the row and the hash before it
    record Entry(long position, AuditEvent event, String hash) {}

    /// Which entries are meant; an empty text means any.
    ///
    /// @param actor id or name of who did it
    /// @param action the beginning of the action's name
    /// @param target to whom or what
    /// @param from the earliest moment
    /// @param until the first moment that is too late
    record Filter(String actor, String action, String target, Instant from, Instant until) {
        public static final Filter ALL = new Filter("", "", "", Instant.MIN, Instant.MAX);
    }

    /// Newest first, those before the position only; never more than `limit`.
    List<Entry> page(Filter filter, long before, int limit);

    /// Reads all entries that are meant, the oldest first, one at a time. What the reader throws
    /// ends the reading and is thrown on.
    void readAll(Filter filter, Consumer<Entry> reader);

    /// The last row there ever was: told to somebody else, it is what the trail can be held
    /// against.
    ///
    /// @param position 0 when there was none yet
    record Head(long position, String hash) {
        /// Before the first row: 64 zeros.
        public static final Head NONE = new Head(0, "0".repeat(64));

        /// As people write it down: `POSITION:HASH`.
        @Override
        public String toString() {
            return position + ":" + hash;
        }
    }

    Head head();

    sealed interface Verification {
        /// Every row is as it was written, from the first kept one to the last.
        ///
        /// @param rows that are kept
        /// @param head position of the last row there ever was, 0 for none
        record Intact(long rows, long head, String hash) implements Verification {}

        /// The first row at which the chain breaks.
        record Broken(long position, String why) implements Verification {}
    }

    /// Reads all rows, one after the other.
    Verification verify();
}
