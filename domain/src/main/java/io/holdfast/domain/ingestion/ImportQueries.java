package io.holdfast.domain.ingestion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads of imports.
public interface ImportQueries {

    int MAX_REJECTIONS = 1_000_000;

    Optional<ImportRun> find(UUID id);

    /// Newest first; never more than `limit`.
    ///
    /// @param before only runs older than this one, which need not exist; ids are in the order of
    ///   time
    List<ImportRun> list(UUID before, int limit);

    /// Rejections of a run that say the same, as far as the first `MAX_SUMMARISED` go.
    ///
    /// @param column as of `Rejection`
    /// @param cells how many
    /// @param firstLine of the first one
    record Fault(String column, String reason, long cells, long firstLine) {}

    int MAX_SUMMARISED = 10_000;

    /// What is wrong most often comes first, then what is wrong first; never more than `limit`.
    List<Fault> faults(UUID run, int limit);

    /// How many runs wait.
    int waiting();

    /// A place in the rejections of a run.
    record Mark(long line, long position) {
        public static final Mark START = new Mark(-1, -1);
    }

    /// @param last where they end; of no meaning where there are none
    record Page(List<Rejection> rejections, Mark last) {
        public Page {
            rejections = List.copyOf(rejections);
        }
    }

    /// In the order of their lines; never more than `limit`. Takes as long for the last page as for
    /// the first one.
    Page rejections(UUID run, Mark after, int limit);
}
