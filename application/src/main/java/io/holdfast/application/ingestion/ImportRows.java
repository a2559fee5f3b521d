package io.holdfast.application.ingestion;

import io.holdfast.application.ingestion.quality.JudgeImports;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.customers.FactLoads.Count;
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
/// read are told and left out; where too many are, nothing is stored. A report of the quality of
/// what was read is kept with each run, unless the work broke off.
public final class ImportRows {

    /// Rejected rows in a hundred from which on a source is refused, unless the profile says else.
    public static final int MAX_REJECTED_PERCENT = 10;

    /// Fewer rows do not say yet that a source is bad; at a file's end, however few count.
    public static final int ROWS_BEFORE_REFUSAL = 100;

    private static final System.Logger LOG = System.getLogger(ImportRows.class.getName());

    private static final int BATCH_ROWS = 1_000;

    /// @param section of the profile; empty to let the file's name decide
    /// @param judgedFrom rows from which on they may be refused as mostly bad
    /// @param trace of the run that is kept
    public record Command(
            String profile,
            String section,
            ImportRun.File file,
            RowSource rows,
            boolean dryRun,
            String by,
            int judgedFrom,
            Trace trace) {

        /// A whole file, which is judged however short it is.
        public Command(
                String profile,
                String section,
                ImportRun.File file,
                RowSource rows,
                boolean dryRun,
                String by) {
            this(profile, section, file, rows, dryRun, by, 1, Trace.ALWAYS);
        }
    }

    public enum Trace {
        ALWAYS,
        /// Where nothing was rejected, and no fact was new, changed, or waits for another, run and
        /// report are not kept.
        IF_CHANGED
    }

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
    private final JudgeImports judgeImports;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param profiles finds a profile by its name
    public ImportRows(
            Transactions transactions,
            Function<String, Optional<ImportProfile>> profiles,
            ImportRuns runs,
            FactLoads loads,
            RecordValues records,
            JudgeImports judgeImports,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.runs = runs;
        this.loads = loads;
        this.records = records;
        this.judgeImports = judgeImports;
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
    /// which is stored too, unless no trace of it shall be kept.
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
            var judging = judgeImports.begin(run, profile.get().source());
            return load(command, profile.get(), section.get(), reports, judging);
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
            ImportReports reports,
            JudgeImports.Judging judging) {
        try (var rows = command.rows().open(section.format())) {
            return transactions.call(() -> {
                reports.hold();
                var converter = converter(rows, profile, section);
                var load = loads.begin(profile.source());
                read(
                        rows,
                        converter,
                        section,
                        command.judgedFrom(),
                        new Destination(load, reports, judging));
                var counts = load.finish();
                if (command.dryRun()) {
                    throw new Rehearsal(counts);
                }
                var completed = new State.Completed(clock.instant(), counts);
                boolean idle = reports.rejected() == 0 && counts.stream().allMatch(Count::isIdle);
                if (idle && command.trace() == Trace.IF_CHANGED) {
                    return reports.takeBack(completed);
                }
                var _ = judging.keep(counts);
                return reports.complete(completed);
            });
        } catch (Rehearsal rehearsal) {
            var _ = judging.keepAttempt(rehearsal.counts);
            return reports.end(new State.Completed(clock.instant(), rehearsal.counts));
        } catch (Refusal refusal) {
            if (reports.rows() > 0) {
                var _ = judging.keepAttempt(List.of());
            }
            throw refusal;
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

    /// Where rows go.
    private record Destination(
            FactLoads.Load load, ImportReports reports, JudgeImports.Judging judging) {

        void take(RowConverter.Verdict verdict, RowConverter converter) {
            reports.count(verdict, converter);
            switch (verdict) {
                case CONVERTED -> {
                    for (var fact : converter.facts()) {
                        load.add(fact);
                        judging.accept(fact);
                    }
                }
                case REJECTED -> {
                    converter.rejections().forEach(judging::reject);
                    converter.faultyFields().forEach(judging::reject);
                }
                case SKIPPED -> {}
            }
        }
    }

    private static void read(
            RowStream rows,
            RowConverter converter,
            ImportProfile.Section section,
            int judgedFrom,
            Destination destination) {
        var reports = destination.reports();
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the import was interrupted");
            }
            switch (rows.next(BATCH_ROWS)) {
                case RowStream.Batch.Rows(var batch) -> {
                    for (var row : batch) {
                        destination.take(converter.convert(row), converter);
                    }
                    reports.tell(converter);
                    refuseBad(section, reports.rows(), reports, ROWS_BEFORE_REFUSAL);
                }
                case RowStream.Batch.End() -> {
                    reports.flush(converter);
                    refuseBad(section, reports.rows(), reports, judgedFrom);
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

        private final transient List<Count> counts;

        Rehearsal(List<Count> counts) {
            super("a dry run");
            this.counts = counts;
        }
    }
}
