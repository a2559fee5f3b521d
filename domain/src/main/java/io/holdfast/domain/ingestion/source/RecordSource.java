package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.models.Table;
import java.util.List;

/// The records of another system in the order of their marks. For one thread at a time.
public interface RecordSource extends AutoCloseable {

    /// Records that may share one mark.
    int MAX_TIED = 100_000;

    sealed interface Page {
        /// @param names of the columns
        /// @param rows at least one; `line` counts them from 1, and a missing value is an empty
        ///   cell
        /// @param mark every record at or before it has been given
        record Records(List<String> names, List<Table.Row> rows, String mark) implements Page {
            public Records {
                names = List.copyOf(names);
                rows = List.copyOf(rows);
            }
        }

        /// Nothing is there, now.
        record End() implements Page {}

        /// What is asked for cannot be had: somebody has to mend the query, or the rights of the
        /// user.
        record Refused(String reason) implements Page {}

        /// The other system is gone. It can be tried again.
        record Lost(String reason) implements Page {}
    }

    /// The next records, at most `limit` of them unless more share one mark: records of one mark
    /// are never torn apart, so that going on after the mark misses none of them. A record without
    /// a mark is not given. More than `MAX_TIED` records of one mark are refused.
    Page next(Position position, int limit);

    /// Lets go of the other system. A second call does nothing.
    @Override
    void close();
}
