package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportQueries.Fault;
import io.holdfast.domain.ingestion.ImportQueries.Mark;
import io.holdfast.domain.ingestion.ImportQueries.Page;
import io.holdfast.domain.ingestion.Rejection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Why rows of imports were rejected, in a table.
final class ImportRejections {

    /// Locks the run, so that callers at once do not keep too many together. Not more than an
    /// update would, since another transaction holds the run that is worked on.
    private static final String KEPT = "SELECT kept FROM imports WHERE id = ? FOR NO KEY UPDATE";

    private static final String REJECT =
            """
            INSERT INTO import_rejections (import_id, line, position, column_name, value, reason)
            SELECT ?, line, ? + position, column_name, value, reason
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[])
                WITH ORDINALITY AS r (line, column_name, value, reason, position)
            """;

    private static final String KEEP = "UPDATE imports SET kept = kept + ? WHERE id = ?";

    private static final String REJECTIONS_AFTER =
            """
            SELECT line, column_name, value, reason, position FROM import_rejections
            WHERE import_id = ? AND (line, position) > (?, ?) ORDER BY line, position LIMIT ?
            """;

    private static final String FAULTS =
            """
            SELECT column_name, reason, count(*) AS cells, min(line) AS first_line
            FROM (SELECT line, column_name, reason FROM import_rejections
                WHERE import_id = ? ORDER BY line, position LIMIT ?) AS first
            GROUP BY column_name, reason ORDER BY cells DESC, first_line, column_name, reason LIMIT ?
            """;

    private static final String FORGET_REJECTIONS =
            "DELETE FROM import_rejections WHERE import_id = ?";

    private final Database database;

    ImportRejections(Database database) {
        this.database = database;
    }

    static void forget(Connection connection, UUID run) throws SQLException {
        try (var forget = connection.prepareStatement(FORGET_REJECTIONS)) {
            forget.setObject(1, run);
            forget.executeUpdate();
        }
    }

    void add(UUID run, List<Rejection> rejections) {
        var _ =
                database.apart(connection -> {
                    long kept = kept(connection, run);
                    int room =
                            (int) Math.min(rejections.size(), ImportQueries.MAX_REJECTIONS - kept);
                    if (room <= 0) {
                        return 0;
                    }
                    var some = rejections.subList(0, room);
                    insert(connection, run, kept, some);
                    try (var keep = connection.prepareStatement(KEEP)) {
                        keep.setLong(1, some.size());
                        keep.setObject(2, run);
                        return keep.executeUpdate();
                    }
                });
    }

    private static long kept(Connection connection, UUID run) throws SQLException {
        try (var select = connection.prepareStatement(KEPT)) {
            select.setObject(1, run);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("there is no import " + run);
                }
                return rows.getLong(1);
            }
        }
    }

    private static void insert(
            Connection connection, UUID run, long kept, List<Rejection> rejections)
            throws SQLException {
        try (var insert = connection.prepareStatement(REJECT)) {
            insert.setObject(1, run);
            insert.setLong(2, kept);
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", rejections.stream().map(Rejection::line).toArray()));
            insert.setArray(4, texts(connection, rejections, Rejection::column));
            insert.setArray(5, texts(connection, rejections, Rejection::value));
            insert.setArray(6, texts(connection, rejections, Rejection::reason));
            insert.executeUpdate();
        }
    }

    private static java.sql.Array texts(
            Connection connection, List<Rejection> rejections, Function<Rejection, String> part)
            throws SQLException {
        return connection.createArrayOf(
                "text", rejections.stream().map(one -> StoredText.of(part.apply(one))).toArray());
    }

    Page after(UUID run, Mark after, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(REJECTIONS_AFTER)) {
                select.setObject(1, run);
                select.setLong(2, after.line());
                select.setLong(3, after.position());
                select.setInt(4, limit);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Rejection>();
                    var last = after;
                    while (rows.next()) {
                        found.add(rejection(rows));
                        last = new Mark(rows.getLong(1), rows.getLong(5));
                    }
                    return new Page(found, last);
                }
            }
        });
    }

    private static Rejection rejection(ResultSet row) throws SQLException {
        return new Rejection(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
    }

    List<Fault> faults(UUID run, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FAULTS)) {
                select.setObject(1, run);
                select.setInt(2, ImportQueries.MAX_SUMMARISED);
                select.setInt(3, limit);
                try (var rows = select.executeQuery()) {
                    var faults = new ArrayList<Fault>();
                    while (rows.next()) {
                        faults.add(
                                new Fault(
                                        rows.getString(1),
                                        rows.getString(2),
                                        rows.getLong(3),
                                        rows.getLong(4)));
                    }
                    return List.copyOf(faults);
                }
            }
        });
    }
}
