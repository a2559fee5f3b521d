package io.holdfast.domain.ingestion;

/// Why one row of a source did not become a fact.
///
/// @param line where the row begins in the source, from 1
/// @param column of the source; empty where the row as a whole is at fault
/// @param value what stood there, cut to `MAX_VALUE_LENGTH`
/// @param reason in words that can be shown
public record Rejection(long line, String column, String value, String reason) {

    public static final int MAX_VALUE_LENGTH = 200;

    public Rejection {
        if (value.length() > MAX_VALUE_LENGTH) {
            value = value.substring(0, MAX_VALUE_LENGTH);
        }
    }
}
