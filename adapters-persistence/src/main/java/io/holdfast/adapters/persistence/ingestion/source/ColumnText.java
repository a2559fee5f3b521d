package io.holdfast.adapters.persistence.ingestion.source;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One column of an answer, written as files write it: `2026-01-31`, `2026-01-31T12:00:00` without
/// and `2026-01-31T12:00:00Z` with a zone, `true`, `12.50`, bytes in hex, and nothing for NULL.
record ColumnText(int index, String name, Form form) {

    enum Form {
        DATE,
        LOCAL_MOMENT,
        /// The server gives it in the zone of the session, which is UTC.
        UTC_MOMENT,
        ZONED_MOMENT,
        EXACT_NUMBER,
        FLOATING_NUMBER,
        FLAG,
        BYTES,
        TEXT
    }

    /// @param dialect of the server that answers
    static List<ColumnText> of(ResultSetMetaData answer, ServerDialect dialect)
            throws SQLException {
        var columns = new ArrayList<ColumnText>();
        for (int i = 1; i <= answer.getColumnCount(); i++) {
            var type = answer.getColumnTypeName(i).toLowerCase(Locale.ROOT);
            columns.add(
                    new ColumnText(
                            i,
                            answer.getColumnLabel(i),
                            form(answer.getColumnType(i), type, dialect)));
        }
        return List.copyOf(columns);
    }

    private static Form form(int type, String name, ServerDialect dialect) {
        return switch (type) {
            case Types.DATE -> Form.DATE;
            case Types.TIMESTAMP -> moment(name, dialect);
            case Types.TIMESTAMP_WITH_TIMEZONE -> Form.ZONED_MOMENT;
            case Types.BOOLEAN -> Form.FLAG;
            case Types.BIT -> name.equals("bool") ? Form.FLAG : Form.TEXT;
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.NUMERIC ->
                    Form.EXACT_NUMBER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                    name.equals("money") ? Form.TEXT : Form.FLOATING_NUMBER;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Form.BYTES;
            default -> Form.TEXT;
        };
    }

    private static Form moment(String name, ServerDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> name.equals("timestamptz") ? Form.ZONED_MOMENT : Form.LOCAL_MOMENT;
            // DATETIME has no zone; TIMESTAMP is stored in UTC, and given in the session's zone.
            case MARIADB -> name.equals("timestamp") ? Form.UTC_MOMENT : Form.LOCAL_MOMENT;
        };
    }

    String read(ResultSet row) throws SQLException {
        return switch (form) {
            case DATE -> text(row.getObject(index, LocalDate.class));
            case LOCAL_MOMENT -> text(row.getObject(index, LocalDateTime.class));
            case UTC_MOMENT -> utc(row.getObject(index, LocalDateTime.class));
            case ZONED_MOMENT -> instant(row.getObject(index, OffsetDateTime.class));
            case EXACT_NUMBER -> number(row.getBigDecimal(index));
            case FLOATING_NUMBER -> floating(row.getDouble(index), row);
            case FLAG -> flag(row.getBoolean(index), row);
            case BYTES -> hex(row.getBytes(index));
            case TEXT -> text(row.getString(index));
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String utc(@Nullable LocalDateTime value) {
        return value == null ? "" : value.toInstant(ZoneOffset.UTC).toString();
    }

    private static String instant(@Nullable OffsetDateTime value) {
        return value == null ? "" : value.toInstant().toString();
    }

    private static String number(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }

    private static String floating(double value, ResultSet row) throws SQLException {
        if (row.wasNull()) {
            return "";
        }
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).toPlainString()
                : String.valueOf(value);
    }

    private static String flag(boolean value, ResultSet row) throws SQLException {
        return row.wasNull() ? "" : String.valueOf(value);
    }

    private static String hex(byte @Nullable [] value) {
        return value == null ? "" : HexFormat.of().formatHex(value);
    }
}
