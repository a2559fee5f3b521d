package io.holdfast.adapters.persistence.customers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Held by who changes facts, until the end of the transaction: loads are stored one after the
/// other, so that none of them waits for another's rows and finds its own taken. Events have a lock
/// of their own: a stream does not wait for a large file. Who takes both takes that of events last.
final class FactLocks {

    private static final long FACTS = 0x686f_6c64_7066_0001L;
    private static final long EVENTS = 0x686f_6c64_7066_0002L;

    private FactLocks() {}

    /// From here on the transaction waits for no lock for longer, and fails with `Unavailable`
    /// instead: who waits holds a connection of the pool, and a load may take long.
    static void waitAtMost(Connection connection, Duration limit) throws SQLException {
        set(connection, limit.toMillis() + "ms");
    }

    /// As long as it takes, again.
    static void waitAsLong(Connection connection) throws SQLException {
        set(connection, "0");
    }

    private static void set(Connection connection, String limit) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT set_config('lock_timeout', ?, true)")) {
            select.setString(1, limit);
            select.execute();
        }
    }

    static void takeFacts(Connection connection) throws SQLException {
        take(connection, FACTS);
    }

    static void takeEvents(Connection connection) throws SQLException {
        take(connection, EVENTS);
    }

    private static void take(Connection connection, long lock) throws SQLException {
        try (var select = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            select.setLong(1, lock);
            select.execute();
        }
    }
}
