package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A row of `api_keys`. Read only: keys are inserted by SQL and never changed.
@Entity
@Table(name = "api_keys")
public class ApiKeyEntity {

    @Id UUID id;

    @Column(name = "client")
    String client;

    @Column(name = "sha256")
    String sha256;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "scopes")
    String[] scopes;

    @Enumerated(EnumType.STRING)
    @Column(name = "tier")
    Tier tier;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ApiKeyEntity() {}

    ApiKey toDomain() {
        return new ApiKey(
                id,
                client,
                sha256,
                Arrays.stream(scopes).map(Scope::valueOf).collect(Collectors.toUnmodifiableSet()),
                tier,
                createdAt,
                expiresAt == null ? Instant.MAX : expiresAt);
    }
}
