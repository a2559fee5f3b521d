package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/// A row of `users`.
@Entity
@Table(name = "users")
public class UserEntity {

    @Id UUID id;

    @Column(name = "username")
    String username;

    @Column(name = "username_folded")
    String usernameFolded;

    @Column(name = "password_hash")
    String passwordHash;

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    Role role;

    @Column(name = "approved")
    boolean approved;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Version
    @Column(name = "revision")
    long revision;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected UserEntity() {}

    private UserEntity(User user) {
        id = user.id();
        username = user.username().value();
        usernameFolded = user.username().folded();
        passwordHash = user.passwordHash().value();
        role = user.role();
        approved = user.approved();
        createdAt = user.createdAt();
        revision = user.revision();
    }

    static UserEntity from(User user) {
        return new UserEntity(user);
    }

    User toDomain() {
        return new User(
                id,
                new Username(username),
                new PasswordHash(passwordHash),
                role,
                approved,
                createdAt,
                revision);
    }
}
