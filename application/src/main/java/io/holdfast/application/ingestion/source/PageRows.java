package io.holdfast.application.ingestion.source;

import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.models.RowStream;
import java.util.List;

/// A page in memory, read as a file is.
record PageRows(Page.Records page) implements RowSource {

    @Override
    public RowStream open(TextFormat format) {
        return new Stream(page);
    }

    private static final class Stream implements RowStream {

        private final Page.Records page;
        private int given;

        Stream(Page.Records page) {
            this.page = page;
        }

        @Override
        public Header header() {
            return new Header.Read(page.names().stream().map(String::strip).toList());
        }

        @Override
        public Batch next(int limit) {
            int end = Math.min(given + limit, page.rows().size());
            var rows = List.copyOf(page.rows().subList(given, end));
            given = end;
            return rows.isEmpty() ? new Batch.End() : new Batch.Rows(rows);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
