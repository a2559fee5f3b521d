package io.holdfast.domain.models;

import java.util.List;
import java.util.stream.IntStream;

final class InMemoryRowStreamTest implements RowStreamContract {

    @Override
    public RowStream streamOf(List<String> header, List<List<String>> rows) {
        return InMemoryRowStream.of(header, numbered(rows));
    }

    @Override
    public RowStream breakingAfter(List<String> header, List<List<String>> rows) {
        return InMemoryRowStream.breaking(header, numbered(rows), "is broken");
    }

    @Override
    public RowStream unreadable() {
        return InMemoryRowStream.unreadable("is empty");
    }

    private static List<Table.Row> numbered(List<List<String>> rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Table.Row(i + 2L, rows.get(i)))
                .toList();
    }
}
