package io.holdfast.domain.kernel;

import java.util.List;
import java.util.UUID;

final class InMemoryWorkQueueTest implements WorkQueueContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryWorkQueue queue = new InMemoryWorkQueue(transactions);

    @Override
    public WorkQueue queue() {
        return queue;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public List<UUID> waiting(WorkQueue.Kind kind) {
        return queue.waiting(kind);
    }
}
