package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.RowSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads one source by a profile and stores its facts, all in one transaction. Rows that cannot be
/// read are told and left out; where too many are, nothing is stored.
public final class ImportRows {

    /// Rejected rows in a hundred from which on a source is refused, unless the profile says else.
    public static final int MAX_REJECTED_PERCENT = 10;

    /// @param section of the profile; empty to let the file's name decide
    public record Command(
            String profile,
            String section,
            ImportRun.File file,
            RowSource rows,
            boolean dryRun,
            String by) {}

    public sealed interface Begun {
        /// The run is stored as running; `carryOut` does the work.
        record Ready(UUID run) implements Begun {}

        record UnknownProfile(String name) implements Begun {}

        /// The profile has no such section, or none for a file of this name.
        record UnknownSection(String fileName, List<String> known) implements Begun {}
    }

    private final ImportRuns runs;

    public ImportRows(ImportRuns runs) {
        this.runs = runs;
    }

    /// Stores that the run begins.
    public Begun begin(Command command) {
        return new Begun.UnknownProfile(command.profile());
    }

    /// Does the work of a run that has begun, however long it takes, and says what became of it,
    /// which is stored too.
    public ImportRun carryOut(UUID run, Command command, Consumer<ImportRun.Progress> progress) {
        return runs.find(run).orElseThrow();
    }
}
