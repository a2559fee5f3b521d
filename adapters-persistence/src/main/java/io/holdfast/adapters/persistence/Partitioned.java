package io.holdfast.adapters.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What a partitioned table consists of.
final class Partitioned {

    private static final String PARTS =
            """
            SELECT inhrelid::regclass::text FROM pg_inherits
            WHERE inhparent = ?::regclass ORDER BY inhrelid::regclass::text
            """;

    private Partitioned() {}

    /// The names of the partitions, as a statement writes them; the table itself where it has none.
    static List<String> parts(Connection connection, String table) throws SQLException {
        try (var select = connection.prepareStatement(PARTS)) {
            select.setString(1, table);
            try (var rows = select.executeQuery()) {
                var parts = new ArrayList<String>();
                while (rows.next()) {
                    parts.add(rows.getString(1));
                }
                return parts.isEmpty() ? List.of(table) : List.copyOf(parts);
            }
        }
    }
}
