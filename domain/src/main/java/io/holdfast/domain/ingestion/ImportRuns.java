package io.holdfast.domain.ingestion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The stored imports.
public interface ImportRuns extends ImportQueries {

    /// The id must be new.
    void add(ImportRun run);

    /// Adds runs that wait, all of them or, where more than `waitingMax` would wait then, none. Of
    /// callers at once no more get in than there is room for. The ids must be new.
    ///
    /// @return whether they were added
    boolean addWaiting(List<ImportRun> waiting, int waitingMax);

    /// Begins a run that waits, or anew one that was begun and is not over: nothing is read of it
    /// yet, and nothing rejected. Joins no transaction of the caller's.
    ///
    /// @return the run as it is now; empty where there is none, or it is over
    Optional<ImportRun> begin(UUID id);

    /// Stores progress and state of a run that is not over, with the caller's transaction: the run
    /// has ended when that commits, and has not when it is rolled back.
    ///
    /// @return whether the run was there and not over
    boolean complete(ImportRun run);

    /// Stores progress and state of a run that is not over. Joins no transaction of the caller's:
    /// others see how far a run is before its facts are stored.
    ///
    /// @return whether the run was there and not over
    boolean update(ImportRun run);

    /// Takes a run back that is not over, as if it had never been, with the caller's transaction.
    ///
    /// @return whether the run was there and not over
    boolean takeBack(UUID id);

    /// Keeps why rows were rejected, in the order given. Joins no transaction of the caller's: they
    /// are there when the run stores nothing, too. Never more than `MAX_REJECTIONS` of a run are
    /// kept, the first ones.
    void reject(UUID run, List<Rejection> rejections);

    /// The caller's transaction, which there must be, does the work of the run: until it ends,
    /// however it ends, the run is not abandoned. Others may update the run meanwhile.
    void hold(UUID run);

    /// Runs become failed whose process died: those that are not over, that nobody added, began or
    /// updated since `silentSince`, and that no transaction holds. Those that some node will begin
    /// stay as they are. Joins no transaction of the caller's.
    ///
    /// @param at when they end
    /// @return how many
    int failAbandoned(Instant silentSince, Instant at, String reason);
}
