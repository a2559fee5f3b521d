package io.holdfast.domain.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The keys of clients, found by the digest of what the client shows.
public interface ApiKeys {

    /// Keys that may live at once for one client, so that it can rotate.
    int MAX_PER_CLIENT = 2;

    sealed interface Insertion {
        record Inserted() implements Insertion {}

        /// The client holds `MAX_PER_CLIENT` live keys already.
        record TooMany() implements Insertion {}

        /// A key with this digest is there already; nothing changed.
        record AlreadyThere() implements Insertion {}
    }

    /// Liveness is judged at `key.createdAt()`. Callers at once never exceed the limit together.
    Insertion insert(ApiKey key);

    Optional<ApiKey> findByDigest(String sha256);

    Optional<ApiKey> find(UUID id);

    /// By client, then newest first; never more than `limit`.
    List<ApiKey> list(int limit);

    /// Revokes it. Whether there was such a key.
    boolean remove(UUID id);
}
