package io.holdfast.bootstrap.cli;

import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Violation;
import java.util.List;
import picocli.CommandLine.Option;

/// What a source is, but for its password.
final class SourceOptions {

    @Option(names = "--name", required = true, description = "What it is called here.")
    private String name = "";

    @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.POSTGRESQL;

    @Option(names = "--host", required = true, description = "Name or address of its server.")
    private String host = "";

    @Option(names = "--port", description = "By default the usual one.")
    private int port = -1;

    @Option(names = "--database", required = true, description = "Its name there.")
    private String database = "";

    @Option(
            names = "--tls",
            defaultValue = "VERIFIED",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Tls tls = Tls.VERIFIED;

    @Option(names = "--user", required = true, description = "Who signs in there.")
    private String user = "";

    @Option(names = "--query", required = true, description = "One SELECT.")
    private String query = "";

    @Option(
            names = "--watermark-column",
            required = true,
            description = "The column of its answer that grows with every change.")
    private String watermark = "";

    @Option(
            names = "--watermark-type",
            defaultValue = "MOMENT",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private WatermarkType type = WatermarkType.MOMENT;

    @Option(names = "--profile", required = true, description = "The import profile.")
    private String profile = "";

    @Option(names = "--section", required = true, description = "Of the profile.")
    private String section = "";

    @Option(
            names = "--every-minutes",
            defaultValue = "0",
            description = "How often it is pulled, 0 for only when asked (${DEFAULT-VALUE}).")
    private long everyMinutes;

    @Option(
            names = "--page-size",
            defaultValue = "" + Source.DEFAULT_PAGE_SIZE,
            description = "Records read and imported at once (${DEFAULT-VALUE}).")
    private int pageSize = Source.DEFAULT_PAGE_SIZE;

    List<Violation> faults() {
        return Source.faults(
                name, server(), user, selection(), destination(), everyMinutes, pageSize);
    }

    /// There must be no faults.
    Source source() {
        return new Source(
                name,
                server(),
                user,
                selection(),
                destination(),
                Source.schedule(everyMinutes),
                pageSize,
                true);
    }

    private Server server() {
        return new Server(kind, host, port == -1 ? kind.standardPort() : port, database, tls);
    }

    private Selection selection() {
        return new Selection(query, watermark, type);
    }

    private Destination destination() {
        return new Destination(profile, section);
    }
}
