package io.holdfast.domain.identity;

import java.util.Optional;
import java.util.UUID;

/// The users. Names are unique without regard to case.
public interface Users {

    sealed interface Insertion {
        record Inserted() implements Insertion {}

        record NameTaken() implements Insertion {}
    }

    sealed interface Update {
        record Updated() implements Update {}

        /// Somebody changed or removed the user since it was read.
        record Stale() implements Update {}
    }

    /// Of two callers with one name, one gets `NameTaken`.
    Insertion insert(User user);

    Update update(User user);

    Optional<User> find(UUID id);

    Optional<User> find(Username username);

    /// Locks the approved admins until the transaction ends and counts them, so that two callers
    /// cannot each remove "the other one". Must be called in a transaction.
    int lockActiveAdmins();
}
