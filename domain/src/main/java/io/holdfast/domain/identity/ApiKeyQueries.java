package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.List;

/// Reads of the keys for people.
public interface ApiKeyQueries {

    /// @param lastUsedAt to about a minute; `Instant.MIN` for never
    record Listed(ApiKey key, Instant lastUsedAt) {}

    record Page(List<Listed> keys, long total) {}

    /// By client, then newest first; never more than `limit`.
    Page list(int limit, int offset);
}
