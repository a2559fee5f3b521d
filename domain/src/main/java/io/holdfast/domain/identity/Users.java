package io.holdfast.domain.identity;

import java.util.Optional;
import java.util.UUID;

/// The users. Names are unique without regard to case.
public interface Users {

    sealed interface Insertion {
        record Inserted() implements Insertion {}

        /// Somebody has the name, or is the identity provider's user already.
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

    /// The one that an identity provider vouches for.
    Optional<User> find(String issuer, String subject);

    /// Locks the active admins until the transaction ends and counts them, so that two callers
    /// cannot each remove "the other one". Must be called in a transaction.
    int lockActiveAdmins();
}
