package io.holdfast.domain.identity;

import java.util.List;

/// Reads of the users for people.
public interface UserQueries {

    record Listed(String username, Role role, boolean approved) {}

    record Page(List<Listed> users, long total) {}

    /// In the order of their names; never more than `limit`.
    Page list(int limit, int offset);
}
