package io.holdfast.application.ingestion;

import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.Progress;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.RecordValues;
import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.models.RowStream;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads one source by a profile and stores its facts, all in one transaction. Rows that cannot be
/// read are told and left out; where too many are, nothing is stored.
public final class ImportRows {

    /// Rejected rows in a hundred from which on a source is refused, unless the profile says else.
    public static final int MAX_REJECTED_PERCENT = 10;

    /// Fewer rows do not say yet that a source is bad; at its end, however few count.
    static final int ROWS_BEFORE_REFUSAL = 100;

    private static final System.Logger LOG = System.getLogger(ImportRows.class.getName());

    private static final int BATCH_ROWS = 1_000;

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

    private final Transactions transactions;
    private final Function<String, Optional<ImportProfile>> profiles;
    private final ImportRuns runs;
    private final FactLoads loads;
    private final RecordValues records;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param profiles finds a profile by its name
    public ImportRows(
            Transactions transactions,
            Function<String, Optional<ImportProfile>> profiles,
            ImportRuns runs,
            FactLoads loads,
            RecordValues records,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.runs = runs;
        this.loads = loads;
        this.records = records;
        this.ids = ids;
        this.clock = clock;
    }

    /// Stores that the run begins.
    public Begun begin(Command command) {
        var profile = profiles.apply(command.profile());
        if (profile.isEmpty()) {
            return new Begun.UnknownProfile(command.profile());
        }
        var section = profile.get().section(command.section(), command.file().name());
        if (section.isEmpty()) {
            return new Begun.UnknownSection(command.file().name(), profile.get().sectionNames());
        }
        var id = ids.next();
        runs.add(
                new ImportRun(
                        id,
                        command.profile(),
                        section.get().name(),
                        command.file(),
                        command.dryRun(),
                        command.by(),
                        clock.instant(),
                        new Progress(0, 0),
                        new State.Running()));
        return new Begun.Ready(id);
    }

    /// Does the work of a run that has begun, however long it takes, and says what became of it,
    /// which is stored too.
    ///
    /// @param progress told about once a second
    /// @throws CancellationException where the thread was interrupted; the run has failed then
    public ImportRun carryOut(UUID run, Command command, Consumer<Progress> progress) {
        var begun = runs.find(run).orElseThrow();
        var reports = new ImportReports(runs, begun, clock, progress);
        try {
            return work(command, begun, reports);
        } catch (CancellationException e) {
            var _ = reports.end(new State.Failed(clock.instant(), "the import was broken off"));
            throw e;
        } catch (Unavailable e) {
            LOG.log(Level.WARNING, "import " + run + " broke off", e);
            return reports.end(
                    new State.Failed(clock.instant(), "the database was not reachable any more"));
        }
    }

    /// As `carryOut`, for a run that was just begun, and that can be begun again.
    ///
    /// @throws CancellationException where the thread was interrupted, or somebody has ended the
    ///   run; in the first case it is still open
    /// @throws Unavailable where the database cannot be asked; the run is still open
    ImportRun carryOutOrLeave(ImportRun begun, RowSource rows) {
        var command =
                new Command(
                        begun.profile(),
                        begun.section(),
                        begun.file(),
                        rows,
                        begun.dryRun(),
                        begun.startedBy());
        return work(command, begun, new ImportReports(runs, begun, clock, _ -> {}));
    }

    private ImportRun work(Command command, ImportRun begun, ImportReports reports) {
        var run = begun.id();
        try {
            var profile = profiles.apply(begun.profile());
            var section = profile.flatMap(known -> known.section(begun.section(), ""));
            if (profile.isEmpty() || section.isEmpty()) {
                throw new Refusal(
                        "there is no section %s of an import profile %s any more"
                                .formatted(begun.section(), begun.profile()));
            }
            return load(command, profile.get(), section.get(), reports);
        } catch (Refusal refusal) {
            return reports.end(new State.Refused(clock.instant(), refusal.reason()));
        } catch (CancellationException | Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "import " + run + " broke down", e);
            return reports.end(
                    new State.Failed(
                            clock.instant(), "the import broke down; the server's log tells why"));
        }
    }

    private ImportRun load(
            Command command,
            ImportProfile profile,
            ImportProfile.Section section,
            ImportReports reports) {
        try (var rows = command.rows().open(section.format())) {
            return transactions.call(() -> {
                var converter = converter(rows, profile, section);
                var load = loads.begin(profile.source());
                read(rows, converter, section, load, reports);
                var counts = load.finish();
                if (command.dryRun()) {
                    throw new Rehearsal(counts);
                }
                return reports.complete(new State.Completed(clock.instant(), counts));
            });
        } catch (Rehearsal rehearsal) {
            return reports.end(new State.Completed(clock.instant(), rehearsal.counts));
        }
    }

    private RowConverter converter(
            RowStream rows, ImportProfile profile, ImportProfile.Section section) {
        var header =
                switch (rows.header()) {
                    case RowStream.Header.Read(var names) -> names;
                    case RowStream.Header.Unreadable(var reason) ->
                            throw new Refusal("the file " + reason);
                };
        if (header.isEmpty()) {
            throw new Refusal("the file is empty, or its first object is");
        }
        return switch (RowConverter.prepare(profile, section, header, records, clock.instant())) {
            case RowConverter.Preparation.Ready(var converter) -> converter;
            case RowConverter.Preparation.Refused(var reasons) ->
                    throw new Refusal(String.join("; ", reasons));
        };
    }

    private static void read(
            RowStream rows,
            RowConverter converter,
            ImportProfile.Section section,
            FactLoads.Load load,
            ImportReports reports) {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the import was interrupted");
            }
            switch (rows.next(BATCH_ROWS)) {
                case RowStream.Batch.Rows(var batch) -> {
                    for (var row : batch) {
                        var verdict = converter.convert(row);
                        reports.count(verdict, converter);
                        if (verdict == RowConverter.Verdict.CONVERTED) {
                            converter.facts().forEach(load::add);
                        }
                    }
                    reports.tell(converter);
                    refuseBad(section, reports.rows(), reports, ROWS_BEFORE_REFUSAL);
                }
                case RowStream.Batch.End() -> {
                    reports.flush(converter);
                    refuseBad(section, reports.rows(), reports, 1);
                    return;
                }
                case RowStream.Batch.Unreadable(var reason) -> {
                    reports.flush(converter);
                    throw new Refusal("the file cannot be read to its end: " + reason);
                }
            }
        }
    }

    /// Rows that the profile leaves out do not make a source better.
    private static void refuseBad(
            ImportProfile.Section section, long rows, ImportReports reports, int rowsMin) {
        long judged = rows - reports.skippedRows();
        long rejected = reports.rejected();
        if (judged >= rowsMin && 100 * rejected > (long) section.rejectedPercentMax() * judged) {
            throw new Refusal(
                    "%d of %d rows were rejected, more than %d in a hundred"
                            .formatted(rejected, judged, section.rejectedPercentMax()));
        }
    }

    /// Ends a transaction whose facts shall not be stored.
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Refusal(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /// Ends the transaction of a dry run.
    private static final class Rehearsal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<FactLoads.Count> counts;

        Rehearsal(List<FactLoads.Count> counts) {
            super("a dry run");
            this.counts = counts;
        }
    }
}
