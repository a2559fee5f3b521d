package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.ingestion.QualityText;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.ingestion.quality.SourceReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./holdfast quality`
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        description = {
            "Show how good the data of each source is, and the reports on it.",
            "Without an option: the state of every source."
        })
final class QualityCommand implements Callable<Integer> {

    private static final int MAX_LIMIT = 1_000;
    private static final UUID LAST = new UUID(-1, -1);

    @Mixin private Settings settings = new Settings();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--source",
            paramLabel = "S",
            description = "Show the reports on this source, the newest first.")
    private String source = "";

    @Option(
            names = "--report",
            paramLabel = "ID",
            description =
                    "Show one report with the figures of each field; the id of an import does.")
    private String report = "";

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "Reports or sources at most (${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refused("--limit must be 1 to " + MAX_LIMIT + ".");
        }
        if (!source.isEmpty() && !SourceReport.isSource(source)) {
            throw new Refused("--source must be " + SourceReport.SOURCE_RULE + ".");
        }
        if (!source.isEmpty() && !report.isEmpty()) {
            throw new Refused("--source and --report exclude each other.");
        }
        var now = Clock.systemUTC().instant();
        try (var app = settings.openAsGuest()) {
            var reports = app.qualityQueries();
            if (!report.isEmpty()) {
                show(reports, now);
            } else if (!source.isEmpty()) {
                history(reports, now);
            } else {
                reports.sources("", limit).forEach(state -> line(state, now));
            }
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void history(QualityQueries reports, Instant now) {
        var found = reports.list(source, LAST, limit);
        if (found.isEmpty()) {
            throw new Refused("There is no quality report on a source " + source + ".");
        }
        found.forEach(one -> line(one, now));
    }

    private void line(SourceReport stored, Instant now) {
        out().printf(
                        "%s  %s  %s  (%s)%n",
                        stored.report().at(),
                        stored.id(),
                        QualityText.summary(stored.report(), now),
                        QualityText.origin(stored.origin()));
    }

    private void line(QualityQueries.SourceState state, Instant now) {
        out().printf("%-24s  %s%n", state.latest().source(), QualityText.state(state, now));
    }

    private void show(QualityQueries reports, Instant now) {
        var id = id();
        var found =
                reports.find(id)
                        .or(() -> reports.ofImport(id))
                        .orElseThrow(() -> new Refused("There is no quality report " + id + "."));
        out().println("source " + found.source());
        line(found, now);
        QualityText.fields(found.report()).forEach(out()::println);
    }

    private UUID id() {
        try {
            return UUID.fromString(report);
        } catch (IllegalArgumentException _) {
            throw new Refused("--report must be the id of a report or of an import.");
        }
    }
}
