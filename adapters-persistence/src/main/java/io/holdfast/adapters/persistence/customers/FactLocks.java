package io.holdfast.adapters.persistence.customers;

import java.sql.Connection;
import java.sql.SQLException;

/// Held by who changes facts, until the end of the transaction: loads are stored one after the
/// other, so that none of them waits for another's rows and finds its own taken. Events have a lock
/// of their own: a stream does not wait for a large file. Who takes both takes that of events last.
final class FactLocks {

    private static final long FACTS = 0x686f_6c64_7066_0001L;
    private static final long EVENTS = 0x686f_6c64_7066_0002L;

    private FactLocks() {}

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
