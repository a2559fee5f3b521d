package io.holdfast.domain.models;

/// Reads delimited text (RFC 4180, UTF-8 with or without a byte order mark, quoted line breaks).
@FunctionalInterface
public interface TableReader {

    sealed interface Outcome {
        record Opened(Table table) implements Outcome {}

        /// The text as a whole cannot be read: not UTF-8, binary, empty, a quote that never ends,
        /// too many rows or columns.
        record Unreadable(String reason) implements Outcome {}
    }

    /// Blank lines are skipped. A header name is stripped of surrounding white space. Never throws
    /// for what the content is.
    Outcome read(byte[] content);
}
