package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The keys in a map, and beside them when they were used: that is known at once, and outlives what
/// is rolled back.
public final class InMemoryApiKeys implements ApiKeys, ApiKeyQueries, KeyUsage, Restorable {

    private final Map<UUID, ApiKey> keys = new LinkedHashMap<>();
    private final Map<UUID, Instant> lastUse = new ConcurrentHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryApiKeys(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public Insertion insert(ApiKey key) {
        return transactions.call(() -> {
            if (findByDigest(key.sha256()).isPresent()) {
                return new Insertion.AlreadyThere();
            }
            var live =
                    keys.values().stream()
                            .filter(other -> other.client().equals(key.client()))
                            .filter(other -> other.isLive(key.createdAt()))
                            .count();
            if (live >= MAX_PER_CLIENT) {
                return new Insertion.TooMany();
            }
            keys.put(key.id(), key);
            return new Insertion.Inserted();
        });
    }

    @Override
    public Optional<ApiKey> findByDigest(String sha256) {
        return transactions.call(() ->
                keys.values().stream().filter(key -> key.sha256().equals(sha256)).findFirst());
    }

    @Override
    public Optional<ApiKey> find(UUID id) {
        return transactions.call(() -> Optional.ofNullable(keys.get(id)));
    }

    @Override
    public List<ApiKey> list(int limit) {
        return transactions.call(() ->
                keys.values().stream()
                        .sorted(
                                Comparator.comparing(ApiKey::client)
                                        .thenComparing(ApiKey::createdAt, Comparator.reverseOrder())
                                        .thenComparing(ApiKey::id, Comparator.reverseOrder()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Page list(int limit, int offset) {
        return transactions.call(() -> {
            var listed =
                    list(Integer.MAX_VALUE).stream()
                            .skip(offset)
                            .limit(limit)
                            .map(key ->
                                    new Listed(key, lastUse.getOrDefault(key.id(), Instant.MIN)))
                            .toList();
            return new Page(listed, keys.size());
        });
    }

    @Override
    public void used(UUID key, Instant at) {
        lastUse.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public boolean remove(UUID id) {
        return transactions.call(() -> keys.remove(id) != null);
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(keys);
        return () -> {
            keys.clear();
            keys.putAll(before);
        };
    }
}
