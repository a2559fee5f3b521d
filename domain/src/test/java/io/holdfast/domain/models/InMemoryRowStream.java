package io.holdfast.domain.models;

import java.util.ArrayList;
import java.util.List;

/// A stream of rows that a test made up. It may break off after the last of them.
public final class InMemoryRowStream implements RowStream {

    private final Header header;
    private final Batch end;
    private final List<Table.Row> left;

    private InMemoryRowStream(Header header, List<Table.Row> rows, Batch end) {
        this.header = header;
        this.left = new ArrayList<>(rows);
        this.end = end;
    }

    public static InMemoryRowStream of(List<String> header, List<Table.Row> rows) {
        return new InMemoryRowStream(new Header.Read(header), rows, new Batch.End());
    }

    /// All rows are given before it turns out that the rest cannot be read.
    public static InMemoryRowStream breaking(
            List<String> header, List<Table.Row> rows, String reason) {
        return new InMemoryRowStream(new Header.Read(header), rows, new Batch.Unreadable(reason));
    }

    public static InMemoryRowStream unreadable(String reason) {
        return new InMemoryRowStream(
                new Header.Unreadable(reason), List.of(), new Batch.Unreadable(reason));
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public Batch next(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a batch has at least 1 row");
        }
        if (left.isEmpty()) {
            return end;
        }
        var given = left.subList(0, Math.min(limit, left.size()));
        var batch = new Batch.Rows(given);
        given.clear();
        return batch;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
