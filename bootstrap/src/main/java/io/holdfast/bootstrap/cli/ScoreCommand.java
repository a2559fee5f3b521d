package io.holdfast.bootstrap.cli;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.application.models.ServedModel;
import io.holdfast.application.scoring.ScoreRows;
import io.holdfast.bootstrap.scoring.InputFile;
import io.holdfast.bootstrap.scoring.ScoredLines;
import io.holdfast.bootstrap.scoring.ScoringProgress;
import io.holdfast.bootstrap.scoring.ScoringRun;
import io.holdfast.domain.models.RowStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./holdfast score`
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Score every row of a CSV file, of any size.",
            "Rows that cannot be read are written to FILE.rejected.csv, and the exit code is 3."
        })
final class ScoreCommand implements Callable<Integer> {

    @Mixin private Settings settings = new Settings();
    @Mixin private ScoringFiles files = new ScoringFiles();
    @Mixin private PickedVersion version = new PickedVersion();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--explain",
            paramLabel = "N",
            description = {
                "Name the N strongest reasons of each score with their log-odds, at most 20.",
                "Takes milliseconds a row instead of microseconds."
            })
    private int reasons;

    @Override
    public Integer call() throws IOException {
        if (reasons < 0 || reasons > ScoreRows.MAX_REASONS) {
            throw new Refused("--explain must be 0 to " + ScoreRows.MAX_REASONS + ".");
        }
        files.check();
        ServedModel model;
        // A model in memory is all that scoring needs; the database may stop meanwhile.
        try (var app = settings.openAsGuest()) {
            model = version.pick(app);
        }
        try (var interruption = Interruption.ofThisThread()) {
            return interruption.exitCode(() -> score(model));
        }
    }

    private int score(ServedModel model) throws IOException, InterruptedException {
        try (var input = files.openInput();
                var rows = PersistenceAdapter.rowStream(input.content())) {
            return switch (rows.header()) {
                case RowStream.Header.Unreadable(var reason) -> throw unreadable(reason);
                case RowStream.Header.Read(var names) ->
                        switch (ScoreRows.prepare(model, names, reasons)) {
                            case ScoreRows.Preparation.Refused(var violations) ->
                                    throw Faults.refuse(violations, violations.size());
                            case ScoreRows.Preparation.Ready(var scorer) ->
                                    score(scorer, input, rows);
                        };
            };
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw new InterruptedException("interrupted while reading");
            }
            throw files.brokenInput(e);
        }
    }

    private int score(ScoreRows scorer, InputFile input, RowStream rows)
            throws IOException, InterruptedException {
        var err = spec.commandLine().getErr();
        var progress = new ScoringProgress(err, isTerminal(), input::share, System::nanoTime);
        var run = new ScoringRun(rows, scorer, Runtime.getRuntime().availableProcessors());
        try (var output = files.openOutput(new ScoredLines(scorer))) {
            ScoringRun.Outcome outcome;
            try {
                outcome = run.run(output.scores(), output.rejects(), progress);
            } finally {
                progress.end();
            }
            return switch (outcome) {
                case ScoringRun.Outcome.Unreadable(var reason) -> throw unreadable(reason);
                case ScoringRun.Outcome.Finished(var scored, var rejected, var _)
                        when scored + rejected == 0 ->
                        throw unreadable("has a header and no rows");
                case ScoringRun.Outcome.Finished finished -> {
                    output.keep();
                    report(err, scorer, finished, progress.seconds());
                    yield finished.rejected() == 0 ? 0 : CommandLineInterface.EXIT_PARTLY;
                }
            };
        }
    }

    private void report(
            PrintWriter err,
            ScoreRows scorer,
            ScoringRun.Outcome.Finished finished,
            double seconds) {
        var model = scorer.served().version();
        err.printf(
                Locale.ROOT,
                "%,d rows scored by %s %s in %.1f s, %,.0f rows/s.%n",
                finished.scored(),
                model.contract().name(),
                model.label(),
                seconds,
                (finished.scored() + finished.rejected()) / seconds);
        if (finished.rejected() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%,d rows rejected with %,d faults, all in %s.%n",
                    finished.rejected(),
                    finished.faults(),
                    files.rejected());
        }
    }

    private Refused unreadable(String reason) {
        return new Refused("Nothing was scored: " + files.inputName() + " " + reason + ".");
    }

    /// Java tells it of input and output together only.
    @SuppressWarnings("SystemConsoleNull") // The null checker has not heard of it yet.
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
