package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.KeyUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// When keys were used, gathered in memory and written by one statement twice a minute, and when it
/// is closed. Beyond `KEYS_MAX` keys in that time, new ones are dropped without a word. What cannot
/// be written is tried again the next time.
public final class BufferedKeyUsage implements KeyUsage, AutoCloseable {

    /// Where connections come from; asked once for each writing.
    @FunctionalInterface
    public interface ConnectionSource {
        Connection get() throws SQLException;
    }

    static final int KEYS_MAX = 10_000;

    /// Uses that follow each other closer are one.
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING_MAX = Duration.ofSeconds(10);
    private static final Logger LOG = System.getLogger(BufferedKeyUsage.class.getName());

    /// Locks in the order of the ids, so that two nodes cannot block each other for good. Revoked
    /// keys are passed over, and so are those that another node saw later.
    private static final String UPDATE =
            """
            WITH used AS (SELECT k.id, u.at
                          FROM unnest(?::uuid[], ?::timestamptz[]) AS u (id, at)
                          JOIN api_keys k ON k.id = u.id
                          ORDER BY k.id FOR NO KEY UPDATE OF k)
            UPDATE api_keys SET last_used_at = used.at
            FROM used WHERE api_keys.id = used.id
                AND (api_keys.last_used_at IS NULL OR api_keys.last_used_at < used.at)
            """;

    private final ConnectionSource connections;
    private final Map<UUID, Instant> latest = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread writer;

    public BufferedKeyUsage(ConnectionSource connections) {
        this.connections = connections;
        this.writer = Thread.ofPlatform().name("key-usage").daemon().unstarted(this::work);
    }

    /// Lets the writer begin.
    public void start() {
        writer.start();
    }

    @Override
    public void used(UUID key, Instant at) {
        var before = latest.get(key);
        if (before == null) {
            if (latest.size() < KEYS_MAX) {
                note(key, at);
            }
        } else if (at.isAfter(before.plus(GRAIN))) {
            note(key, at);
        }
    }

    private void note(UUID key, Instant at) {
        latest.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    private void work() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                flush();
            }
        } catch (InterruptedException _) {
            // Whoever closes gives up waiting, and so does the writer.
            Thread.currentThread().interrupt();
        }
        flush();
    }

    /// Writes what was noted.
    void flush() {
        var noted = Map.copyOf(latest);
        if (noted.isEmpty()) {
            return;
        }
        try (var connection = connections.get();
                var update = connection.prepareStatement(UPDATE)) {
            var uses = List.copyOf(noted.entrySet());
            var ids = uses.stream().map(Map.Entry::getKey).toArray();
            var times = uses.stream().map(Map.Entry::getValue).toArray();
            update.setArray(1, connection.createArrayOf("uuid", ids));
            update.setArray(2, connection.createArrayOf("timestamptz", times));
            update.executeUpdate();
            // What was noted since then stays for the next time.
            noted.forEach(latest::remove);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the use of keys could not be noted: {0}", e.getMessage());
        }
    }

    /// Returns when what was noted is written, or after a bounded time.
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!writer.join(CLOSING_MAX)) {
                writer.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            writer.interrupt();
        }
    }
}
