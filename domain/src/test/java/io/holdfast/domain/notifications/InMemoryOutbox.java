package io.holdfast.domain.notifications;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The messages in a map; nobody delivers them.
public final class InMemoryOutbox implements Outbox, Restorable {

    private final Map<UUID, Message> messages = new LinkedHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryOutbox(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public void add(Message message) {
        transactions.run(() -> messages.putIfAbsent(message.id(), message));
    }

    @Override
    public long waiting() {
        return transactions.call(() -> (long) messages.size());
    }

    /// In the order they were decided on.
    public List<Message> messages() {
        return transactions.call(() -> List.copyOf(messages.values()));
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(messages);
        return () -> {
            messages.clear();
            messages.putAll(before);
        };
    }
}
