package io.holdfast.adapters.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/// A job's next state as columns: what is set, and to which values.
///
/// @param assignments `column = ?` and the like
/// @param values one for each `?`; an `Instant`, or what the driver takes as it is
public record StateChange(String assignments, List<Object> values) {

    public static StateChange to(String assignments, Object... values) {
        return new StateChange(assignments, List.of(values));
    }

    /// Changes a job that waits or runs; one that is over stays as it is.
    ///
    /// @return whether it was changed
    public boolean apply(Connection connection, String table, UUID id) throws SQLException {
        var sql =
                "UPDATE %s SET %s WHERE id = ? AND status IN ('QUEUED', 'RUNNING')"
                        .formatted(table, assignments);
        try (var update = connection.prepareStatement(sql)) {
            int at = 0;
            for (var value : values) {
                bind(update, ++at, value);
            }
            update.setObject(++at, id);
            return update.executeUpdate() == 1;
        }
    }

    private static void bind(PreparedStatement update, int at, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            update.setObject(at, instant.atOffset(ZoneOffset.UTC));
        } else {
            update.setObject(at, value);
        }
    }
}
