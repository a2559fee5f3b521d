package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.Credential;
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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `users`.
@Entity
@Table(name = "users")
public class UserEntity {

    enum Kind {
        CHOSEN,
        TEMPORARY,
        EXTERNAL
    }

    @Id UUID id;

    @Column(name = "username")
    String username;

    @Column(name = "username_folded")
    String usernameFolded;

    @Enumerated(EnumType.STRING)
    @Column(name = "credential")
    Kind credential;

    @Column(name = "password_hash")
    @Nullable String passwordHash;

    @Column(name = "password_until")
    @Nullable Instant passwordUntil;

    @Column(name = "issuer")
    @Nullable String issuer;

    @Column(name = "subject")
    @Nullable String subject;

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    Role role;

    @Column(name = "approved")
    boolean approved;

    @Column(name = "locked")
    boolean locked;

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
        switch (user.credential()) {
            case Credential.Chosen(var hash) -> {
                credential = Kind.CHOSEN;
                passwordHash = hash.value();
            }
            case Credential.Temporary(var hash, var until) -> {
                credential = Kind.TEMPORARY;
                passwordHash = hash.value();
                passwordUntil = until;
            }
            case Credential.External(var by, var as) -> {
                credential = Kind.EXTERNAL;
                issuer = by;
                subject = as;
            }
        }
        role = user.role();
        approved = user.approved();
        locked = user.locked();
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
                credential(),
                role,
                approved,
                locked,
                createdAt,
                revision);
    }

    private Credential credential() {
        return switch (credential) {
            case CHOSEN -> new Credential.Chosen(hash());
            case TEMPORARY ->
                    new Credential.Temporary(hash(), Objects.requireNonNull(passwordUntil));
            case EXTERNAL ->
                    new Credential.External(
                            Objects.requireNonNull(issuer), Objects.requireNonNull(subject));
        };
    }

    private PasswordHash hash() {
        return new PasswordHash(Objects.requireNonNull(passwordHash));
    }
}
