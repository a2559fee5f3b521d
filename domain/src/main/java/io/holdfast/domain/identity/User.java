package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.UUID;

/// Somebody who signs in. Only an active user gets in, and a session ends with what made the user
/// active.
///
/// @param approved an admin let the user in
/// @param locked an admin shut the user out, for the time being
/// @param revision counts changes; an update with an old revision is refused
public record User(
        UUID id,
        Username username,
        Credential credential,
        Role role,
        boolean approved,
        boolean locked,
        Instant createdAt,
        long revision) {

    public boolean isActive() {
        return approved && !locked;
    }

    public boolean isActiveAdmin() {
        return isActive() && role == Role.ADMIN;
    }

    public User withApproval(boolean approval) {
        return new User(id, username, credential, role, approval, locked, createdAt, revision);
    }

    public User withLock(boolean lock) {
        return new User(id, username, credential, role, approved, lock, createdAt, revision);
    }

    public User withRole(Role other) {
        return new User(id, username, credential, other, approved, locked, createdAt, revision);
    }

    public User withCredential(Credential other) {
        return new User(id, username, other, role, approved, locked, createdAt, revision);
    }
}
