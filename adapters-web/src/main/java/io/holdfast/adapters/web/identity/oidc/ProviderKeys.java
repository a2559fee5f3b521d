package io.holdfast.adapters.web.identity.oidc;

import io.jsonwebtoken.JwtParser;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The provider's keys, kept in memory. They are fetched again when they are no longer fresh or a
/// token names another one, but at most once a minute; while the provider is away, the ones that
/// are there are used for up to an hour.
final class ProviderKeys {

    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration USABLE = Duration.ofHours(1);
    static final Duration PAUSE = Duration.ofMinutes(1);
    static final int MAX_KEYS = 100;

    private static final System.Logger LOG = System.getLogger(ProviderKeys.class.getName());

    sealed interface Lookup {
        /// @param parser takes what the key signed
        record Found(JwtParser parser) implements Lookup {}

        /// The provider has no such key.
        record NotThere() implements Lookup {}

        /// Nobody can tell now.
        record Away() implements Lookup {}
    }

    /// @param fetchedAt when the keys were read
    /// @param triedAt when that was tried last
    private record Known(List<ProviderKey> keys, Instant fetchedAt, Instant triedAt) {

        boolean isFresh(Instant now) {
            return fetchedAt.isAfter(now.minus(FRESH));
        }

        boolean isUsable(Instant now) {
            return fetchedAt.isAfter(now.minus(USABLE));
        }

        boolean maySend(Instant now) {
            return !triedAt.isAfter(now.minus(PAUSE));
        }

        boolean isAway() {
            return triedAt.isAfter(fetchedAt);
        }

        /// A token need not name its key where there is one only.
        Optional<ProviderKey> find(String id) {
            if (id.isEmpty()) {
                return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
            }
            return keys.stream().filter(key -> key.id().equals(id)).findFirst();
        }
    }

    private final String issuer;
    private final String audience;
    private final ProviderDocuments documents;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.MIN, Instant.MIN);

    ProviderKeys(String issuer, String audience, ProviderDocuments documents) {
        this.issuer = issuer;
        this.audience = audience;
        this.documents = documents;
    }

    /// @param id empty for a token that names no key
    Lookup find(String id, Instant now) {
        var before = known;
        if (!before.isFresh(now) || before.find(id).isEmpty()) {
            renew(before.isUsable(now) && before.find(id).isPresent(), now);
        }
        var after = known;
        if (!after.isUsable(now)) {
            return new Lookup.Away();
        }
        return after.find(id)
                .<Lookup>map(key -> new Lookup.Found(key.parser()))
                .orElseGet(() -> after.isAway() ? new Lookup.Away() : new Lookup.NotThere());
    }

    /// One request fetches. Of the others, those that know their key go on; the rest wait for it.
    private void renew(boolean knowsKey, Instant now) {
        if (!known.maySend(now)) {
            return;
        }
        if (!knowsKey) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return;
        }
        try {
            if (known.maySend(now)) {
                known = fetched(now);
            }
        } finally {
            fetching.unlock();
        }
    }

    private Known fetched(Instant now) {
        try {
            var keys =
                    documents.keys().stream()
                            .limit(MAX_KEYS)
                            .flatMap(json -> ProviderKey.read(json, issuer, audience).stream())
                            .toList();
            if (keys.isEmpty()) {
                throw new IOException("the provider publishes no key that can be used");
            }
            return new Known(keys, now, now);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the keys of " + issuer + " cannot be fetched", e);
            return new Known(known.keys(), known.fetchedAt(), now);
        }
    }
}
