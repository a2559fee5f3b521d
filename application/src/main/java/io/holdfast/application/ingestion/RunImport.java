package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.ingestion.Uploads;
import io.holdfast.domain.kernel.Unavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/// Imports a file that was sent. May be called again for the same import when the node that had
/// begun it died: it then begins anew, since nothing was stored.
public final class RunImport {

    /// A sender that writes nothing for so long is cut off long before.
    static final Duration LEFT_AFTER = Duration.ofMinutes(10);

    /// The first file of a request is whole, and has no import yet, while the others arrive.
    static final Duration UNSUBMITTED_AFTER = Duration.ofDays(1);

    private static final System.Logger LOG = System.getLogger(RunImport.class.getName());

    private static final String NO_FILE =
            "the file that was sent is not here any more: send it again. Nodes that share a"
                    + " database must share the folder of uploads, too";

    /// A run that is read tells of itself every second, and one whose facts are stored is held.
    static final Duration SILENT_FOR = Duration.ofMinutes(15);

    private static final String ABANDONED =
            "the process that imported this is gone, and stored nothing: import it again";

    private static final String GIVEN_UP =
            "the import was tried many times; the server's log tells why";

    private final ImportRuns runs;
    private final Uploads uploads;
    private final ImportRows importRows;
    private final InstantSource clock;

    public RunImport(ImportRuns runs, Uploads uploads, ImportRows importRows, InstantSource clock) {
        this.runs = runs;
        this.uploads = uploads;
        this.importRows = importRows;
        this.clock = clock;
    }

    /// @throws CancellationException where the thread was interrupted; the import is still open
    /// @throws Unavailable where the database cannot be asked; the import is still open
    public void run(UUID id) {
        var begun = runs.begin(id);
        if (begun.isPresent()) {
            run(begun.get());
        }
        // One that was taken back leaves its file, too.
        uploads.remove(id);
    }

    private void run(ImportRun begun) {
        var rows = uploads.rows(begun.id());
        if (rows.isEmpty()) {
            fail(begun, NO_FILE);
            return;
        }
        carryOut(begun, rows.get());
    }

    private void carryOut(ImportRun begun, RowSource rows) {
        try {
            var ended = importRows.carryOutOrLeave(begun, rows);
            LOG.log(
                    Level.INFO,
                    "import {0} ended as {1}",
                    ended.id(),
                    ended.state().getClass().getSimpleName());
        } catch (CancellationException e) {
            if (!runs.find(begun.id()).map(run -> run.state().isOver()).orElse(true)) {
                throw e;
            }
            LOG.log(Level.INFO, "import {0} was taken back", begun.id());
        }
    }

    /// Ends an import that could not be carried out after many tries.
    public void giveUp(UUID id) {
        runs.find(id).ifPresent(run -> fail(run, GIVEN_UP));
        uploads.remove(id);
    }

    private void fail(ImportRun run, String reason) {
        var _ =
                runs.update(
                        run.in(
                                run.progress(),
                                new ImportRun.State.Failed(clock.instant(), reason)));
    }

    /// Removes files that nobody will import.
    ///
    /// @return how many
    public int forgetLeftovers() {
        var now = clock.instant();
        return uploads.removeLeftovers(now.minus(LEFT_AFTER), id -> !isOver(id, false))
                + uploads.removeLeftovers(now.minus(UNSUBMITTED_AFTER), id -> !isOver(id, true));
    }

    /// Ends imports of processes that died, of those that nobody begins anew: the command line's,
    /// and the pages of sources.
    ///
    /// @return how many
    public int failAbandoned() {
        var now = clock.instant();
        return runs.failAbandoned(now.minus(SILENT_FOR), now, ABANDONED);
    }

    /// @param otherwise where there is no such import
    private boolean isOver(UUID id, boolean otherwise) {
        return runs.find(id).map(run -> run.state().isOver()).orElse(otherwise);
    }
}
