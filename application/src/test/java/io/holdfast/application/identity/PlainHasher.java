package io.holdfast.application.identity;

import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import java.util.concurrent.atomic.AtomicInteger;

/// Hashes at once, and counts how often it was asked.
final class PlainHasher implements PasswordHasher {

    private final AtomicInteger comparisons = new AtomicInteger();

    @Override
    public PasswordHash hash(Password password) {
        return new PasswordHash("hash of " + password.value());
    }

    @Override
    public boolean matches(Password password, PasswordHash hash) {
        comparisons.incrementAndGet();
        return hash.value().endsWith("hash of " + password.value());
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return hash.value().startsWith("old ");
    }

    int comparisons() {
        return comparisons.get();
    }
}
