package io.holdfast.adapters.persistence.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/// Stored values in the spelling of the fields' types.
final class FactValue {

    private FactValue() {}

    /// Empty for nothing.
    static String read(ResultSet rows, int column) throws SQLException {
        var text = rows.getString(column);
        if (text == null) {
            return "";
        }
        return rows.getMetaData().getColumnTypeName(column).equals("timestamptz")
                ? rows.getObject(column, OffsetDateTime.class).toInstant().toString()
                : text;
    }
}
