package io.holdfast.adapters.persistence.customers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Makes the months of events. Those that are far in the past have none: their events go to the
/// default partition, so that wrong years do not make partitions by the thousand.
final class EventPartitions {

    private static final int MONTHS_AHEAD = 3;
    static final int MONTHS_BACK_MAX = 120;

    private EventPartitions() {}

    /// The month of `at` and some after it.
    static void makeAhead(Connection connection, Instant at) throws SQLException {
        try (var call = connection.prepareStatement("SELECT add_events_partitions(?, ?)")) {
            call.setObject(1, dayOf(at));
            call.setInt(2, MONTHS_AHEAD);
            call.execute();
        }
    }

    /// The months that occur in a table of events.
    static void makeFor(Connection connection, String table, Instant at) throws SQLException {
        var sql =
                """
                SELECT add_events_partition(month) FROM (
                    SELECT DISTINCT date_trunc('month', occurred_at AT TIME ZONE 'UTC')::date AS month
                    FROM %s) AS occurring
                WHERE month BETWEEN ? AND ? ORDER BY month
                """
                        .formatted(table);
        try (var call = connection.prepareStatement(sql)) {
            call.setObject(1, dayOf(at).minusMonths(MONTHS_BACK_MAX));
            call.setObject(2, dayOf(at).plusMonths(MONTHS_AHEAD));
            call.execute();
        }
    }

    private static LocalDate dayOf(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
