package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.UUID;

/// Somebody who signs in. Only an approved user gets a token, and a token ends with the approval.
///
/// @param revision counts changes; an update with an old revision is refused
public record User(
        UUID id,
        Username username,
        PasswordHash passwordHash,
        Role role,
        boolean approved,
        Instant createdAt,
        long revision) {

    public User withApproval(boolean approval) {
        return new User(id, username, passwordHash, role, approval, createdAt, revision);
    }

    public boolean isActiveAdmin() {
        return approved && role == Role.ADMIN;
    }
}
