package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The trail in a list. Its hashes tell rows apart and are none.
public final class InMemoryAuditTrail implements AuditTrail, AuditQueries, Restorable {

    private final List<Entry> entries = new ArrayList<>();
    private final InMemoryTransactions transactions;
    private Head head = Head.NONE;

    public InMemoryAuditTrail(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public void append(AuditEvent event) {
        transactions.run(() -> {
            long position = head.position() + 1;
            var hash = "%032x%032x".formatted(position, event.hashCode());
            entries.add(new Entry(position, event, hash));
            head = new Head(position, hash);
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return transactions.call(() -> {
            var old =
                    entries.stream()
                            .limit(limit)
                            .takeWhile(entry -> entry.event().at().isBefore(before))
                            .toList();
            entries.subList(0, old.size()).clear();
            return old.size();
        });
    }

    /// Everything that is kept, the oldest first.
    public List<AuditEvent> events() {
        return transactions.call(() -> entries.stream().map(Entry::event).toList());
    }

    @Override
    public List<Entry> page(Filter filter, long before, int limit) {
        return transactions.call(() ->
                entries.reversed().stream()
                        .filter(entry -> entry.position() < before)
                        .filter(entry -> matches(filter, entry.event()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public void readAll(Filter filter, Consumer<Entry> reader) {
        transactions
                .call(() ->
                        entries.stream().filter(entry -> matches(filter, entry.event())).toList())
                .forEach(reader);
    }

    private static boolean matches(Filter filter, AuditEvent event) {
        var actor = event.actor();
        return (filter.actor().isEmpty()
                        || filter.actor().equals(actor.id())
                        || filter.actor().equals(actor.name()))
                && event.action().startsWith(filter.action())
                && (filter.target().isEmpty() || filter.target().equals(event.target()))
                && !event.at().isBefore(filter.from())
                && event.at().isBefore(filter.until());
    }

    @Override
    public Head head() {
        return transactions.call(() -> head);
    }

    /// Nobody can reach its rows but through it.
    @Override
    public Verification verify() {
        return transactions.call(
                () -> new Verification.Intact(entries.size(), head.position(), head.hash()));
    }

    @Override
    public Runnable snapshot() {
        var before = List.copyOf(entries);
        var headBefore = head;
        return () -> {
            entries.clear();
            entries.addAll(before);
            head = headBefore;
        };
    }
}
