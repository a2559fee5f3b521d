package io.holdfast.domain.models;

import java.util.List;

/// A delimited text as `TableReader` knows it, whose rows come one after the other, so that its
/// size does not matter. For one thread at a time. What cannot be fetched (a disk) throws; what the
/// content is never does.
public interface RowStream extends AutoCloseable {

    sealed interface Header {
        record Read(List<String> names) implements Header {}

        /// The text as a whole cannot be read, as in `TableReader.Outcome.Unreadable`.
        record Unreadable(String reason) implements Header {}
    }

    sealed interface Batch {
        /// The next rows in the order of the text; at least one.
        record Rows(List<Table.Row> rows) implements Batch {
            public Rows {
                rows = List.copyOf(rows);
            }
        }

        /// All rows were given.
        record End() implements Batch {}

        /// From here on the text cannot be read. All rows before were given.
        record Unreadable(String reason) implements Batch {}
    }

    /// The names, stripped of surrounding white space; the same answer however often it is asked.
    Header header();

    /// At most `limit` rows, which is at least 1; fewer where rows are long, so that a batch takes
    /// little memory. Blank lines are skipped. After the end, or where the text cannot be read, the
    /// answer stays the same.
    Batch next(int limit);

    /// Lets go of the text. A second call does nothing.
    @Override
    void close();
}
