package io.holdfast.domain.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one feature stores about people: found, exported, and taken away on request. Every feature
/// that stores any has an implementation of its own; a test fails for a column of a table that
/// nobody has said anything about.
public interface PersonalData {

    /// Whose data.
    sealed interface Person {
        /// @param id the id that clients use for their customer, in whatever contract: 1 to 200
        ///   characters, not blank, no control characters
        record Customer(String id) implements Person {
            public static final int MAX_LENGTH = 200;

            public static final String RULE =
                    "a text of 1 to " + MAX_LENGTH + " characters without control characters";

            public Customer {
                if (!isValid(id)) {
                    throw new IllegalArgumentException("a customer's id is " + RULE);
                }
            }

            public static boolean isValid(String id) {
                return !id.isBlank()
                        && id.length() <= MAX_LENGTH
                        && id.chars().noneMatch(Character::isISOControl);
            }
        }

        /// Somebody who signs in.
        ///
        /// @param username as it was registered
        record Account(String username) implements Person {}
    }

    /// Rows of one kind, in words a person can read: field names and values.
    ///
    /// @param rows a field without a value is left out
    /// @param total how many there are, of which `rows` may be the newest ones only
    record Section(String name, List<Map<String, String>> rows, long total) {
        public Section {
            rows =
                    rows.stream()
                            .map(LinkedHashMap::new)
                            .map(Collections::<String, String>unmodifiableMap)
                            .toList();
        }
    }

    /// @param erased rows that are gone
    /// @param pseudonymised rows that are kept without saying whose they are
    /// @param kept rows that stay as they are: the record of who answers for what was done, or what
    ///   names nobody itself and only refers to what does
    record Erasure(String name, long erased, long pseudonymised, long kept) {
        /// Whether something was taken away.
        public boolean isChange() {
            return erased + pseudonymised > 0;
        }
    }

    /// Such as `predictions`; the name of its section.
    String name();

    /// The columns that say who somebody is or what somebody did, as `table.column`.
    Set<String> columns();

    /// Never more than `limit` rows.
    Section export(Person person, int limit);

    /// Takes away what says who it is about. Facts that no longer do are kept under the pseudonym,
    /// which nobody can lead back to the person. Must be called in a transaction; again, it takes
    /// nothing away.
    Erasure erase(Person person, String pseudonym);
}
