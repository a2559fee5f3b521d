package io.holdfast.domain.ingestion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// Profiles in a map; one of them, `shop`, came with the release.
public final class InMemoryImportProfiles implements ImportProfiles {

    private static final String BUNDLED = "shop";

    private record Kept(ImportProfile profile, String document) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> profiles = new TreeMap<>();

    public InMemoryImportProfiles() {
        profiles.put(BUNDLED, new Kept(SampleProfiles.shop(BUNDLED), "{}"));
    }

    @Override
    public Optional<ImportProfile> find(String name) {
        return Optional.ofNullable(profiles.get(name)).map(Kept::profile);
    }

    @Override
    public List<Summary> list(String after, int limit) {
        return profiles.values().stream()
                .map(Kept::profile)
                .filter(profile -> profile.name().compareTo(after) > 0)
                .limit(limit)
                .map(Summary::of)
                .toList();
    }

    @Override
    public Optional<String> document(String name) {
        return Optional.ofNullable(profiles.get(name)).map(Kept::document);
    }

    @Override
    public boolean isBundled(String name) {
        return name.equals(BUNDLED);
    }

    @Override
    public Saving save(ImportProfile profile, String document, String by, Instant at) {
        lock.lock();
        try {
            if (profile.name().equals(BUNDLED)) {
                return Saving.BUNDLED;
            }
            if (!profiles.containsKey(profile.name()) && profiles.size() > MAX_STORED) {
                return Saving.TOO_MANY;
            }
            return profiles.put(profile.name(), new Kept(profile, document)) == null
                    ? Saving.ADDED
                    : Saving.REPLACED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(String name) {
        lock.lock();
        try {
            return !name.equals(BUNDLED) && profiles.remove(name) != null;
        } finally {
            lock.unlock();
        }
    }
}
