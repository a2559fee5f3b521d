package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.scoring.CsvText;
import io.holdfast.bootstrap.scoring.OutputFile;
import io.holdfast.domain.models.RowStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./holdfast features`
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description = {
            "Write features of stored customers or products at a date to a CSV file.",
            "They are computed from facts before that date only."
        })
final class FeaturesCommand implements Callable<Integer> {

    private static final int BATCH = 2_000;
    private static final int ROW_LENGTH = 100;

    @Mixin private Settings settings = new Settings();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--contract",
            required = true,
            description = "Such as rfm, ecommerce or return-risk.")
    private String contract = "";

    @Option(
            names = "--as-of",
            required = true,
            paramLabel = "DATE",
            description = "Facts from this day on (UTC) are left out.")
    private LocalDate asOf = LocalDate.EPOCH;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "Packed where the name ends in .gz.")
    private Path output = Path.of("");

    @Option(names = "--force", description = "Write over the file of --output.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        var set = FactOptions.set(contract);
        var at = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
        if (at.isAfter(Clock.systemUTC().instant())) {
            throw new Refused("--as-of must not be in the future.");
        }
        if (!force && Files.exists(output)) {
            throw new Refused(output + " is there already; --force writes over it.");
        }
        try (var app = settings.openAsGuest();
                var rows = app.storedFeatures().all(set, at)) {
            long written = write(rows);
            spec.commandLine()
                    .getErr()
                    .printf(Locale.ROOT, "%,d rows written to %s.%n", written, output);
        }
        return 0;
    }

    private long write(RowStream rows) throws IOException {
        if (!(rows.header() instanceof RowStream.Header.Read(var names))) {
            throw new IllegalStateException("features have a header");
        }
        try (var file = new OutputFile(output, new CsvText(ROW_LENGTH).row(names).bytes())) {
            file.begin();
            long written = 0;
            while (rows.next(BATCH) instanceof RowStream.Batch.Rows(var batch)) {
                var text = new CsvText(batch.size() * ROW_LENGTH);
                batch.forEach(row -> text.row(row.cells()));
                file.write(text.bytes());
                written += batch.size();
            }
            file.keep();
            return written;
        }
    }
}
