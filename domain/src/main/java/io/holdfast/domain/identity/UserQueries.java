package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Reads of the users for people.
public interface UserQueries {

    /// @param external whether an identity provider vouches for the user
    record Listed(
            String username,
            Role role,
            boolean approved,
            boolean locked,
            boolean external,
            Instant createdAt) {}

    record Page(List<Listed> users, long total) {}

    /// Which users are meant; each rule narrows the others.
    ///
    /// @param part of the name, without regard to case; empty for any
    /// @param after only names behind this one, which need not be there; empty for all
    record Filter(
            String part,
            Set<Role> roles,
            Set<Boolean> approved,
            Set<Boolean> locked,
            String after) {

        public static final Filter ALL =
                new Filter("", Set.of(Role.values()), Set.of(true, false), Set.of(true, false));

        public Filter {
            roles = Set.copyOf(roles);
            approved = Set.copyOf(approved);
            locked = Set.copyOf(locked);
        }

        /// From the first name on.
        public Filter(String part, Set<Role> roles, Set<Boolean> approved, Set<Boolean> locked) {
            this(part, roles, approved, locked, "");
        }
    }

    /// In the order of their names; never more than `limit`.
    Page list(Filter filter, int limit, int offset);
}
