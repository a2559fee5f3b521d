package io.holdfast.domain.ingestion;

import java.util.List;
import java.util.UUID;

/// The stored imports.
public interface ImportRuns extends ImportQueries {

    /// The id must be new.
    void add(ImportRun run);

    /// Stores progress and state of a run that is not over. Joins no transaction of the caller's:
    /// others see how far a run is before its facts are stored.
    ///
    /// @return whether the run was there and not over
    boolean update(ImportRun run);

    /// Keeps why rows were rejected, in the order given. Joins no transaction of the caller's: they
    /// are there when the run stores nothing, too. Never more than `MAX_REJECTIONS` of a run are
    /// kept, the first ones.
    void reject(UUID run, List<Rejection> rejections);

    /// Runs that a node left unfinished when it died become failed.
    ///
    /// @return how many
    int failAbandoned(List<UUID> runs, String reason);
}
