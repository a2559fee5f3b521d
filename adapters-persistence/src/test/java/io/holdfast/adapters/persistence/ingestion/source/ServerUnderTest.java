package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Schedule;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Secret;

/// A real server elsewhere, with a user who may do everything: what is refused is refused by us.
public interface ServerUnderTest {

    Server server();

    String user();

    Secret secret();

    /// Past the adapter.
    void execute(String... statements);

    default Source source(String query, String watermark, WatermarkType type) {
        return source(server(), user(), query, watermark, type);
    }

    static Source source(
            Server server, String user, String query, String watermark, WatermarkType type) {
        return new Source(
                "elsewhere",
                server,
                user,
                new Selection(query, watermark, type),
                new Destination("shop", "customers"),
                new Schedule.Manual(),
                Source.DEFAULT_PAGE_SIZE,
                true);
    }
}
