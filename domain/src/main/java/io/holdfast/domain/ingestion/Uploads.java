package io.holdfast.domain.ingestion;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Files that were sent and wait to be imported, each under the id of its import. They are never
/// held in memory, and together take no more room than there is for them.
public interface Uploads {

    /// A file that is being sent. For one thread; closing it removes what was not kept.
    interface Upload extends AutoCloseable {

        /// @return whether there was room; the file cannot be kept once there was none
        boolean write(byte[] bytes, int offset, int length);

        /// The file is whole, and stays.
        ///
        /// @param name as the caller calls it
        ImportRun.File keep(String name);

        @Override
        void close();
    }

    /// The id must be new. The caller closes it.
    Upload begin(UUID id);

    /// What was kept under the id; empty where nothing is.
    Optional<RowSource> rows(UUID id);

    /// Removes what was kept, if it is there.
    void remove(UUID id);

    /// Removes files that nobody wrote to since `before` and nobody will import: what a process
    /// left that died while it took them in.
    ///
    /// @param isWanted asked of the ids of old files
    /// @return how many
    int removeLeftovers(Instant before, Predicate<UUID> isWanted);
}
