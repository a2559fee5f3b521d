package io.holdfast.domain.customers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads of stored customers.
public interface CustomerQueries {

    /// @param fields what is known of the customer, by `FactKind.CUSTOMERS` and `LOYALTY` field; a
    ///   field without a value, and the id, is left out
    record Profile(String id, Map<String, String> fields) {
        public Profile {
            fields = Map.copyOf(fields);
        }
    }

    /// @param metadata a JSON object
    record Event(String id, String customer, String type, Instant at, String metadata) {}

    /// A place in the list of a customer's events.
    record Position(Instant at, String id) {
        /// Before the newest event there can be.
        public static final Position START = new Position(FactType.LAST, "");
    }

    long count();

    Optional<Profile> find(String id);

    /// Newest first, events of the same moment by id; never more than `limit`.
    ///
    /// @param after where the page before ended
    List<Event> events(String customer, Position after, int limit);
}
