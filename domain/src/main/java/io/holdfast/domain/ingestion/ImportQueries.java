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

    /// In the order of their lines; never more than `limit`.
    ///
    /// @param skip so many from the beginning are left out
    List<Rejection> rejections(UUID run, long skip, int limit);
}
