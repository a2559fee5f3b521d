package io.holdfast.adapters.persistence.analytics;

import java.sql.Connection;
import java.sql.SQLException;

/// Locks of the kept profiles.
final class ProfileLocks {

    private static final long BUILDING = 0x686f_6c64_7061_0001L;
    private static final long KEEPING = 0x686f_6c64_7061_0002L;

    private ProfileLocks() {}

    /// Held by who builds, until the connection is closed. False where somebody else does.
    static boolean tryBuilding(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            select.setLong(1, BUILDING);
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /// Held by who puts new profiles in the place of old ones, until the end of the transaction.
    static void takeKeeping(Connection connection) throws SQLException {
        take(connection, "SELECT pg_advisory_xact_lock(?)");
    }

    /// Held by who takes people out of the profiles, until the end of the transaction.
    static void shareKeeping(Connection connection) throws SQLException {
        take(connection, "SELECT pg_advisory_xact_lock_shared(?)");
    }

    private static void take(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, KEEPING);
            select.execute();
        }
    }
}
