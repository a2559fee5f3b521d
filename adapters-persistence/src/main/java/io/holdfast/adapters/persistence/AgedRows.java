package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.Retained;
import java.time.Instant;
import java.time.ZoneOffset;

/// Rows of one table that are kept for a time. Reads the table until it has found enough, by no
/// index: at worst once as a whole. Rows that somebody else is changing are left for later.
final class AgedRows implements Retained {

    private final Database database;
    private final String name;
    private final String sql;
    private final int weight;

    /// @param over an expression over the columns: since when a row is over, null while it is not
    AgedRows(Database database, String name, String table, String over) {
        this(database, name, table, over, 1);
    }

    /// @param weight rows of other tables that go with one of these, for the most part
    AgedRows(Database database, String name, String table, String over, int weight) {
        this.database = database;
        this.name = name;
        this.sql =
                """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT ? FOR UPDATE SKIP LOCKED))
                """
                        .formatted(table, over);
        this.weight = weight;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(connection -> {
            try (var delete = connection.prepareStatement(sql)) {
                delete.setQueryTimeout(NamedRows.STATEMENT_SECONDS_MAX);
                delete.setObject(1, before.atOffset(ZoneOffset.UTC));
                delete.setInt(2, Math.max(1, limit / weight));
                return delete.executeUpdate();
            }
        });
    }
}
