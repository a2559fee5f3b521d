package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import java.io.ByteArrayInputStream;

/// Comma-separated text, whole and in memory, read as `CsvRows` reads it.
public final class CsvTableReader implements TableReader {

    public static final int MAX_ROWS = 1_000_000;

    @Override
    public Outcome read(byte[] content) {
        try (var rows = new CsvRows(new ByteArrayInputStream(content))) {
            return switch (rows.header()) {
                case RowStream.Header.Read(var names) ->
                        new Outcome.Opened(new Table(names, rows.readAll(MAX_ROWS)));
                case RowStream.Header.Unreadable(var reason) -> new Outcome.Unreadable(reason);
            };
        } catch (UnreadableException e) {
            return new Outcome.Unreadable(e.reason());
        }
    }
}
