package io.holdfast.bootstrap.cli;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.bootstrap.App;
import io.holdfast.bootstrap.ingestion.FileDigest;
import io.holdfast.bootstrap.ingestion.ImportReport;
import io.holdfast.bootstrap.ingestion.QualityText;
import io.holdfast.bootstrap.ingestion.RejectedCells;
import io.holdfast.bootstrap.scoring.ScoringProgress;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./holdfast import`
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Import files of facts by a profile, each as a whole or not at all.",
            "Files are taken in the order of the profile's sections: customers before orders.",
            "Where rows are rejected, the exit code is 3; where a file is refused, 2, and the files"
                    + " after it are not begun."
        })
final class ImportCommand implements Callable<Integer> {

    private static final Path NONE = Path.of("");

    private static final String IMPORTED_BY = "command line";

    @Mixin private Settings settings = new Settings();
    @Mixin private PickedProfile picked = new PickedProfile();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--section",
            paramLabel = "S",
            description = "Of the profile; else each file's name decides.")
    private String section = "";

    @Option(names = "--dry-run", description = "Do all but store the facts.")
    private boolean dryRun;

    @Option(names = "--in-order", description = "Take the files in the order given instead.")
    private boolean inOrder;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Write what was wrong with rejected rows to this CSV file.")
    private Path rejects = NONE;

    @Option(names = "--force", description = "Write over the file of --rejects.")
    private boolean force;

    private static final int PAGE = 100;

    @Option(names = "--list", description = "Show the profiles and their sections instead.")
    private boolean list;

    @Parameters(paramLabel = "FILE", arity = "0..*")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        if (list) {
            try (var app = settings.openAsGuest()) {
                show(app.importProfiles());
            }
            return 0;
        }
        check();
        try (var interruption = Interruption.ofThisThread()) {
            return interruption.exitCode(this::importAll);
        }
    }

    private void show(ImportProfileQueries profiles) {
        for (var page = profiles.list("", PAGE);
                !page.isEmpty();
                page = profiles.list(page.getLast().name(), PAGE)) {
            page.forEach(one -> profiles.find(one.name()).ifPresent(this::show));
        }
    }

    private void show(ImportProfile profile) {
        var out = spec.commandLine().getOut();
        out.printf("%-20s %s%n", profile.name(), profile.title());
        for (var one : profile.sections()) {
            out.printf("    %-20s %s%n", one.name(), String.join(", ", one.files()));
        }
    }

    private void check() {
        if (!picked.isNamed()) {
            throw new Refused("--profile says how files are read; --list shows the profiles.");
        }
        if (files.isEmpty()) {
            throw new Refused("There is no file to import.");
        }
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Refused("There is no file " + file + ".");
            }
        }
        if (!rejects.equals(NONE) && !force && Files.exists(rejects)) {
            throw new Refused(rejects + " is there already; --force writes over it.");
        }
    }

    private int importAll() throws InterruptedException {
        try {
            return settings.change("import", picked.name(), this::importAll);
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
        }
    }

    private int importAll(App app) {
        var profile = picked.pick(app);
        var sorted = sorted(profile);
        // A profile from a file is known to this command only.
        var importRows = app.importRows(name -> Optional.of(profile));
        try (var rejected = new RejectedCells(rejects)) {
            int exit = 0;
            for (var file : sorted) {
                var run = importOne(importRows, profile, file);
                tellQuality(run, app.qualityQueries());
                if (!rejects.equals(NONE)) {
                    rejected.add(run, app.importQueries());
                }
                int code = exitCode(run);
                exit = code == 0 ? exit : code;
                if (code != 0 && code != CommandLineInterface.EXIT_PARTLY) {
                    break;
                }
            }
            if (!rejects.equals(NONE)) {
                rejected.keep();
            }
            return exit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(ImportRun run) {
        return switch (run.state()) {
            case State.Completed _ ->
                    run.progress().rejected() == 0 ? 0 : CommandLineInterface.EXIT_PARTLY;
            case State.Refused _ -> CommandLineInterface.EXIT_REFUSED;
            case State.Waiting(), State.Running(), State.Failed _, State.Cancelled _ -> 1;
        };
    }

    /// All files have a section, or none is begun.
    private List<Path> sorted(ImportProfile profile) {
        var unknown = new ArrayList<String>();
        for (var file : files) {
            if (profile.section(section, file.getFileName().toString()).isEmpty()) {
                unknown.add(section.isEmpty() ? file.toString() : section);
            }
        }
        if (!unknown.isEmpty()) {
            throw new Refused(
                    "The profile %s has no section for %s; --section names one of %s."
                            .formatted(
                                    profile.name(),
                                    String.join(", ", unknown.stream().distinct().toList()),
                                    String.join(", ", profile.sectionNames())));
        }
        if (inOrder) {
            return files;
        }
        return files.stream().sorted(Comparator.comparingInt(file -> rank(profile, file))).toList();
    }

    private int rank(ImportProfile profile, Path file) {
        return profile.section(section, file.getFileName().toString())
                .map(profile.sections()::indexOf)
                .orElse(0);
    }

    private ImportRun importOne(ImportRows importRows, ImportProfile profile, Path file)
            throws IOException {
        var command =
                new ImportRows.Command(
                        profile.name(),
                        section,
                        FileDigest.of(file),
                        PersistenceAdapter.rowSource(file),
                        dryRun,
                        IMPORTED_BY);
        var progress =
                new ScoringProgress(
                        spec.commandLine().getErr(),
                        isTerminal(),
                        () -> Double.NaN,
                        System::nanoTime);
        ImportRun run;
        try {
            run =
                    switch (importRows.begin(command)) {
                        case ImportRows.Begun.Ready(var id) ->
                                importRows.carryOut(
                                        id, command, told -> progress.accept(told.rows()));
                        case ImportRows.Begun other ->
                                throw new IllegalStateException("was there just now: " + other);
                    };
        } finally {
            progress.end();
        }
        var out = spec.commandLine().getOut();
        out.println(ImportReport.of(run, progress.seconds()));
        out.flush();
        return run;
    }

    /// A run that broke off, or of which nothing could be read, has no report.
    private void tellQuality(ImportRun run, QualityQueries reports) {
        var out = spec.commandLine().getOut();
        reports.ofImport(run.id())
                .ifPresent(stored ->
                        out.printf(
                                "    %s; report %s%n",
                                QualityText.summary(stored.report(), stored.report().at()),
                                stored.id()));
        out.flush();
    }

    /// Java tells it of input and output together only.
    @SuppressWarnings("SystemConsoleNull") // The null checker has not heard of it yet.
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
