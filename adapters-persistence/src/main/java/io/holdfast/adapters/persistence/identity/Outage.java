package io.holdfast.adapters.persistence.identity;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/// Whether the database that holds the limits is away, or too slow, so that not every request has
/// to find out for itself.
final class Outage {

    private static final System.Logger LOG = System.getLogger(Outage.class.getName());

    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    /// `Instant.MIN` while there is none.
    private final AtomicReference<Instant> askAgainAt = new AtomicReference<>(Instant.MIN);

    private final AtomicReference<Instant> logAgainAt = new AtomicReference<>(Instant.MIN);
    private final DataSource connections;

    Outage(DataSource connections) {
        this.connections = connections;
    }

    /// Whether the database may be asked. During an outage one caller in five seconds tries.
    boolean letsAsk(Instant now) {
        var at = askAgainAt.get();
        if (at.equals(Instant.MIN)) {
            return true;
        }
        if (now.isBefore(at) || !askAgainAt.compareAndSet(at, now.plus(ASK_EVERY))) {
            return false;
        }
        try (var _ = connections.getConnection()) {
            askAgainAt.set(Instant.MIN);
            LOG.log(Level.INFO, "rate limits are shared with the other nodes again");
            return true;
        } catch (SQLException e) {
            log(now, e);
            return false;
        }
    }

    void begin(Instant now, RuntimeException cause) {
        askAgainAt.set(now.plus(ASK_EVERY));
        log(now, cause);
    }

    private void log(Instant now, Exception cause) {
        var at = logAgainAt.get();
        if (!now.isBefore(at) && logAgainAt.compareAndSet(at, now.plus(LOG_EVERY))) {
            LOG.log(
                    Level.WARNING,
                    "the database is away or slow: this node counts requests for itself",
                    cause);
        }
    }
}
