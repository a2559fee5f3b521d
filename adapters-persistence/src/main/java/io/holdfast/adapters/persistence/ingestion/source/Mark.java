package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Watermarks as `ColumnText` writes them, and back.
final class Mark {

    private Mark() {}

    /// Whether a column of this form can hold such a watermark.
    static boolean fits(ColumnText.Form form, WatermarkType type) {
        return switch (form) {
            case DATE, LOCAL_MOMENT, UTC_MOMENT, ZONED_MOMENT -> type == WatermarkType.MOMENT;
            case EXACT_NUMBER -> type == WatermarkType.NUMBER;
            // Floating numbers are written in decimal, and read back as others.
            case FLOATING_NUMBER, FLAG, BYTES, TEXT -> false;
        };
    }

    /// @param dialect of the server that is asked
    static void set(
            PreparedStatement statement,
            int index,
            String mark,
            WatermarkType type,
            ServerDialect dialect)
            throws SQLException {
        switch (type) {
            case NUMBER -> statement.setBigDecimal(index, new BigDecimal(mark));
            case MOMENT -> {
                if (mark.indexOf('T') < 0) {
                    statement.setObject(index, LocalDate.parse(mark));
                } else if (mark.endsWith("Z")) {
                    var moment = Instant.parse(mark).atOffset(ZoneOffset.UTC);
                    switch (dialect) {
                        case POSTGRESQL -> statement.setObject(index, moment);
                        case MARIADB -> statement.setObject(index, moment.toLocalDateTime());
                    }
                } else {
                    statement.setObject(index, LocalDateTime.parse(mark));
                }
            }
        }
    }
}
