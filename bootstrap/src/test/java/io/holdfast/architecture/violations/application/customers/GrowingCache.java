package io.holdfast.architecture.violations.application.customers;

import java.util.concurrent.ConcurrentHashMap;

/// Breaks rule 11a: final, and yet it changes.
public final class GrowingCache {
    private static final ConcurrentHashMap<String, String> SEEN = new ConcurrentHashMap<>();

    private GrowingCache() {}

    public static boolean isNew(String name) {
        return SEEN.put(name, name) == null;
    }
}
