package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;

/// Sources as tests have them.
public final class SampleSource {

    private SampleSource() {}

    /// @param everyMinutes 0 for one that is pulled only when asked for
    public static Source named(String name, long everyMinutes) {
        return new Source(
                name,
                new Server(Kind.POSTGRESQL, "db.example.org", 5432, "shop", Tls.VERIFIED),
                "reader",
                new Selection(
                        "SELECT id, name, changed FROM people", "changed", WatermarkType.NUMBER),
                new Destination("shop", "customers"),
                Source.schedule(everyMinutes),
                1_000,
                true);
    }

    public static Source withPages(Source source, int pageSize) {
        return new Source(
                source.name(),
                source.server(),
                source.user(),
                source.selection(),
                source.destination(),
                source.schedule(),
                pageSize,
                source.enabled());
    }

    public static Source disabled(Source source) {
        return new Source(
                source.name(),
                source.server(),
                source.user(),
                source.selection(),
                source.destination(),
                source.schedule(),
                source.pageSize(),
                false);
    }
}
