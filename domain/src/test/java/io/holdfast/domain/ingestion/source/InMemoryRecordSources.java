package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.models.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Another system in memory, which can be told to fail.
public final class InMemoryRecordSources implements RecordSources {

    /// @param mark 0 for none
    public record Item(String id, long mark) {}

    private final List<Item> items = new ArrayList<>();
    private final List<Position> asked = new ArrayList<>();
    private Opening obstacle = new Opening.Unreachable("");
    private RecordSource.Page fault = new RecordSource.Page.End();
    private int pagesUntilFault = Integer.MAX_VALUE;
    private boolean obstructed;
    private Secret expected = new Secret("secret");
    private int open;

    public synchronized void put(List<Item> more) {
        items.addAll(more);
    }

    public synchronized void expect(Secret secret) {
        expected = secret;
    }

    /// Opening answers this from now on.
    public synchronized void obstruct(Opening answer) {
        obstacle = answer;
        obstructed = true;
    }

    /// After so many pages, each further one is this.
    public synchronized void failAfter(int pages, RecordSource.Page page) {
        pagesUntilFault = pages;
        fault = page;
    }

    public synchronized void mend() {
        obstructed = false;
        pagesUntilFault = Integer.MAX_VALUE;
    }

    /// Where reading began, and went on.
    public synchronized List<Position> asked() {
        return List.copyOf(asked);
    }

    /// Those that nobody has closed.
    public synchronized int open() {
        return open;
    }

    @Override
    public synchronized Opening open(Source source, Secret secret) {
        if (obstructed) {
            return obstacle;
        }
        if (!secret.equals(expected)) {
            return new Opening.Refused("the system refuses this user or password");
        }
        open++;
        return new Opening.Opened(new Records());
    }

    private synchronized RecordSource.Page page(Position position, int limit) {
        asked.add(position);
        if (pagesUntilFault == 0) {
            return fault;
        }
        pagesUntilFault--;
        var left =
                items.stream()
                        .filter(item -> item.mark() != 0 && isIn(position, item.mark()))
                        .sorted(Comparator.comparingLong(Item::mark))
                        .toList();
        if (left.isEmpty()) {
            return new RecordSource.Page.End();
        }
        int end = Math.min(limit, left.size());
        while (end < left.size() && left.get(end).mark() == left.get(end - 1).mark()) {
            end++;
        }
        var rows = new ArrayList<Table.Row>();
        for (var item : left.subList(0, end)) {
            rows.add(
                    new Table.Row(
                            rows.size() + 1L, List.of(item.id(), String.valueOf(item.mark()))));
        }
        return new RecordSource.Page.Records(
                List.of("id", "mark"), rows, String.valueOf(left.get(end - 1).mark()));
    }

    private static boolean isIn(Position position, long mark) {
        return switch (position) {
            case Position.Beginning() -> true;
            case Position.From(var from) -> mark >= Long.parseLong(from);
            case Position.After(var after) -> mark > Long.parseLong(after);
        };
    }

    private synchronized void closed() {
        open--;
    }

    private final class Records implements RecordSource {

        private boolean closed;

        @Override
        public Page next(Position position, int limit) {
            return page(position, limit);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                closed();
            }
        }
    }
}
