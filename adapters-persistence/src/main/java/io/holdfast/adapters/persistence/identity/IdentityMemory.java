package io.holdfast.adapters.persistence.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.adapters.persistence.ChannelListener;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.User;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What this node remembers of keys, sessions and users, and whether it may believe it. It may
/// while it has a lease: for three seconds from the beginning of a round trip on the connection on
/// which changes are told. So a change counts here three seconds after it was committed at the
/// latest, whatever happens to the network; usually it is told within milliseconds. Without a lease
/// nothing is remembered and everything is read.
public final class IdentityMemory implements ChannelListener.Subscriber {

    /// The triggers of `db/migration` tell on it.
    public static final String CHANNEL = "holdfast_identity";

    static final Duration LEASE = Duration.ofSeconds(3);
    static final int ROWS_MAX = 100_000;
    static final int ABSENT_MAX = 10_000;

    private static final Logger LOG = System.getLogger(IdentityMemory.class.getName());

    /// @param since when the last round trip began
    private record Lease(boolean given, long since) {
        static final Lease NONE = new Lease(false, 0);
    }

    private final LongSupplier nanos;
    private final RememberedRows<String, ApiKey> keys = new RememberedRows<>(ROWS_MAX, ABSENT_MAX);
    private final RememberedRows<UUID, Session> sessions =
            new RememberedRows<>(ROWS_MAX, ABSENT_MAX);
    private final RememberedRows<UUID, User> users = new RememberedRows<>(ROWS_MAX, ABSENT_MAX);

    /// Only hints at which of the users to look, which is why nobody needs to forget one: what a
    /// hint says is checked against the user.
    private final Cache<Credential.External, UUID> hints =
            Caffeine.newBuilder().maximumSize(ROWS_MAX).executor(Runnable::run).build();

    private volatile Lease lease = Lease.NONE;

    /// @param nanos a clock that only goes forward, the one of the `ChannelListener`
    public IdentityMemory(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Optional<ApiKey> key(String sha256, Function<String, Optional<ApiKey>> read) {
        return isCurrent() ? keys.find(sha256, read) : read.apply(sha256);
    }

    Optional<Session> session(UUID id, Function<UUID, Optional<Session>> read) {
        return isCurrent() ? sessions.find(id, read) : read.apply(id);
    }

    Optional<User> user(UUID id, Function<UUID, Optional<User>> read) {
        return isCurrent() ? users.find(id, read) : read.apply(id);
    }

    /// Nothing is remembered of those who are nobody's: they are registered at once.
    Optional<User> external(
            Credential.External identity,
            Function<Credential.External, Optional<User>> read,
            Function<UUID, Optional<User>> readUser) {
        if (!isCurrent()) {
            return read.apply(identity);
        }
        var hint = hints.getIfPresent(identity);
        if (hint != null) {
            var user = users.find(hint, readUser);
            if (user.isPresent() && user.get().credential().equals(identity)) {
                return user;
            }
        }
        var found = read.apply(identity);
        found.ifPresent(user -> hints.put(identity, user.id()));
        return found;
    }

    /// Whether it may be believed now.
    public boolean isCurrent() {
        var held = lease;
        return held.given() && nanos.getAsLong() - held.since() < LEASE.toNanos();
    }

    void forgetKey(String sha256) {
        keys.forget(sha256);
    }

    void forgetSession(UUID id) {
        sessions.forget(id);
    }

    void forgetUser(UUID id) {
        users.forget(id);
    }

    /// What was read before anybody listened may have changed unheard.
    @Override
    public void begun() {
        forgetAll();
    }

    @Override
    public void told(String payload) {
        var parts = payload.split(":", 2);
        try {
            switch (parts[0]) {
                case "key" -> forgetKey(parts[1]);
                case "session" -> forgetSession(UUID.fromString(parts[1]));
                case "user" -> forgetUser(UUID.fromString(parts[1]));
                default -> forgetAll();
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            LOG.log(Level.WARNING, "somebody tells what nobody understands on " + CHANNEL);
            forgetAll();
        }
    }

    @Override
    public void current(long since) {
        lease = new Lease(true, since);
    }

    @Override
    public void lost() {
        lease = Lease.NONE;
        forgetAll();
    }

    private void forgetAll() {
        keys.forgetAll();
        sessions.forgetAll();
        users.forgetAll();
        hints.invalidateAll();
    }
}
