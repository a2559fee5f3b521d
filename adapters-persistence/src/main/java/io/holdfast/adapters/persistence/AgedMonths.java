package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.Retained;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Old rows of a table that is partitioned by months, each of them named after the table and its
/// month. A month that is old as a whole is dropped as a whole; the rows of the month in which the
/// time ends, and what had to go to the default partition, go in chunks.
///
/// Dropping a partition shuts the table for a moment, and waits for those who read it: at most a
/// second, during which its writer may wait too. Else it is tried again the next time.
final class AgedMonths implements Retained {

    /// How many rows there are is what the server believes: counting would read them all.
    private static final String OLD_MONTHS =
            """
            SELECT inhrelid::regclass::text, greatest(reltuples, 1)::bigint
            FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = ?::regclass
                AND relname ~ ('^' || ? || '_[0-9]{4}_[0-9]{2}$')
                AND (to_date(right(relname, 7), 'YYYY_MM') + interval '1 month')
                    AT TIME ZONE 'UTC' <= ?
            ORDER BY relname LIMIT 1
            """;

    private static final String OTHER_PARTS =
            """
            SELECT inhrelid::regclass::text
            FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = ?::regclass
                AND (relname !~ ('^' || ? || '_[0-9]{4}_[0-9]{2}$')
                    OR to_date(right(relname, 7), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC' < ?)
            ORDER BY relname
            """;

    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '1s'";

    private final Database database;

    private final String table;
    private final String moment;

    /// @param moment the column by which the table is partitioned
    AgedMonths(Database database, String table, String moment) {
        this.database = database;
        this.table = table;
        this.moment = moment;
    }

    @Override
    public String name() {
        return table;
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(connection -> {
            int dropped = dropMonth(connection, before);
            return dropped > 0 ? dropped : delete(connection, before, limit);
        });
    }

    private int dropMonth(Connection connection, Instant before) throws SQLException {
        try (var select = connection.prepareStatement(OLD_MONTHS)) {
            select.setString(1, table);
            select.setString(2, table);
            select.setObject(3, before.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return 0;
                }
                try (var drop = connection.createStatement()) {
                    drop.execute(LOCK_TIMEOUT);
                    drop.execute("DROP TABLE IF EXISTS " + rows.getString(1));
                }
                return (int) Math.min(rows.getLong(2), Integer.MAX_VALUE);
            }
        }
    }

    private int delete(Connection connection, Instant before, int limit) throws SQLException {
        for (var part : parts(connection, before)) {
            var sql =
                    """
                    DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                        SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT ? FOR UPDATE SKIP LOCKED))
                    """
                            .formatted(part, moment);
            try (var delete = connection.prepareStatement(sql)) {
                delete.setQueryTimeout(NamedRows.STATEMENT_SECONDS_MAX);
                delete.setObject(1, before.atOffset(ZoneOffset.UTC));
                delete.setInt(2, limit);
                int deleted = delete.executeUpdate();
                if (deleted > 0) {
                    return deleted;
                }
            }
        }
        return 0;
    }

    private List<String> parts(Connection connection, Instant before) throws SQLException {
        try (var select = connection.prepareStatement(OTHER_PARTS)) {
            select.setString(1, table);
            select.setString(2, table);
            select.setObject(3, before.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                var parts = new ArrayList<String>();
                while (rows.next()) {
                    parts.add(rows.getString(1));
                }
                return parts;
            }
        }
    }
}
