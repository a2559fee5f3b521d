package io.holdfast.domain.kernel;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The work in a map; a test does it by hand.
public final class InMemoryWorkQueue implements WorkQueue, Restorable {

    private record Key(Kind kind, UUID id) {}

    private final Map<Key, Priority> work = new LinkedHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryWorkQueue(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public void submit(Kind kind, UUID id, Priority priority) {
        transactions.run(() -> work.putIfAbsent(new Key(kind, id), priority));
    }

    /// What waits, what goes first in front.
    public List<UUID> waiting(Kind kind) {
        return transactions.call(() ->
                work.entrySet().stream()
                        .filter(entry -> entry.getKey().kind() == kind)
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(entry -> entry.getKey().id())
                        .toList());
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(work);
        return () -> {
            work.clear();
            work.putAll(before);
        };
    }
}
