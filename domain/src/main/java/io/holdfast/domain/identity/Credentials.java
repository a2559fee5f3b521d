package io.holdfast.domain.identity;

import java.util.Optional;
import java.util.UUID;

/// What requests are recognised by, read on every request and therefore from memory where it is
/// known to be current. A change that was committed through the ports of this program counts from
/// the next call on at the node that made it, and within three seconds at every other one; while a
/// node cannot know of changes, it asks the database each time.
public interface Credentials {

    record SignedIn(Session session, User user) {}

    /// Live or not.
    Optional<ApiKey> key(String sha256);

    /// Empty when there is no such session, or it was ended. Whether it has run out, and whether
    /// the user is active, is for the caller to judge.
    Optional<SignedIn> session(UUID id);

    /// The user that an identity provider vouches for.
    Optional<User> external(String issuer, String subject);
}
