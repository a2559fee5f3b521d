package io.holdfast.adapters.web.identity;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.types.Argon2;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.kernel.Unavailable;
import java.text.Normalizer;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Argon2id with the second of OWASP's recommended settings (19 MiB, 2 passes, 1 lane). Each hash
/// takes that much memory, so only a few run at once. A kept hash is checked by its own settings.
public final class Argon2PasswordHasher implements PasswordHasher {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final String PARAMETERS =
            "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, ITERATIONS, PARALLELISM);

    /// Of whoever waits longer the client has given up.
    static final int MAX_WAITING = 200;

    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Argon2Function function =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
    private final Semaphore permits;

    /// Of those that compute and those that wait together.
    private final Semaphore places;

    /// @param maxConcurrent hashes computed at once; others wait, at most `MAX_WAITING`
    public Argon2PasswordHasher(int maxConcurrent) {
        this.permits = new Semaphore(maxConcurrent, true);
        this.places = new Semaphore(maxConcurrent + MAX_WAITING);
    }

    @Override
    public PasswordHash hash(Password password) {
        return slowly(() ->
                new PasswordHash(
                        com.password4j.Password.hash(normalised(password))
                                .addRandomSalt(SALT_BYTES)
                                .with(function)
                                .getResult()));
    }

    @Override
    public boolean matches(Password password, PasswordHash hash) {
        return slowly(() -> {
            try {
                return com.password4j.Password.check(normalised(password), hash.value())
                        .with(Argon2Function.getInstanceFromHash(hash.value()));
            } catch (BadParametersException e) {
                throw new IllegalStateException("a kept password hash cannot be read", e);
            }
        });
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return !hash.value().startsWith(PARAMETERS);
    }

    private static String normalised(Password password) {
        return Normalizer.normalize(password.value(), Normalizer.Form.NFKC);
    }

    private <T> T slowly(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new Unavailable(
                    "more than %d passwords wait to be hashed".formatted(MAX_WAITING));
        }
        try {
            return inTurn(work);
        } finally {
            places.release();
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
