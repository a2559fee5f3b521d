package io.holdfast.domain.kernel;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one feature stores about people: found, exported, and taken away on request. Every feature
/// that stores any has an implementation of its own; a test fails for a column of a table that
/// nobody has said anything about.
public interface PersonalData {

    /// Whose data.
    sealed interface Person {
        /// @param id the id that clients use for their customer, in whatever contract
        record Customer(String id) implements Person {}

        /// Somebody who signs in.
        record Account(String username) implements Person {}
    }

    /// Rows of one kind, in words a person can read: field names and values.
    ///
    /// @param total how many there are, of which `rows` may be the newest ones only
    record Section(String name, List<Map<String, String>> rows, long total) {}

    /// @param erased rows that are gone
    /// @param pseudonymised rows that are kept without saying whose they are
    record Erasure(String name, long erased, long pseudonymised) {}

    /// Such as `predictions`; the name of its section.
    String name();

    /// The columns that say who somebody is or what somebody did, as `table.column`.
    Set<String> columns();

    /// Never more than `limit` rows.
    Section export(Person person, int limit);

    /// Takes away what says who it is about. Facts that no longer do are kept under the pseudonym,
    /// which nobody can lead back to the person. Must be called in a transaction; again, it finds
    /// nothing.
    Erasure erase(Person person, String pseudonym);
}
