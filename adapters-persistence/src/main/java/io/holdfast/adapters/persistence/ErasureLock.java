package io.holdfast.adapters.persistence;

import java.sql.Connection;
import java.sql.SQLException;

/// Held by who rewrites whole documents to take a person out of them: two at once would each write
/// back what the other one took out. Nobody else changes those documents, so nobody else waits.
public final class ErasureLock {

    private static final long ERASING = 0x686f_6c64_7065_0001L;

    private ErasureLock() {}

    /// Until the end of the transaction.
    public static void take(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, ERASING);
            lock.execute();
        }
    }
}
