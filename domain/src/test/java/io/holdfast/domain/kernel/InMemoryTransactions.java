package io.holdfast.domain.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Transactions over fakes: one at a time, and a failed one puts every enlisted fake back.
public final class InMemoryTransactions implements Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Restorable> stores = new ArrayList<>();
    private boolean doomed;

    /// Lets a store take part from now on.
    public void enlist(Restorable store) {
        lock.lock();
        try {
            stores.add(store);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T call(Supplier<T> work) {
        lock.lock();
        try {
            return lock.getHoldCount() > 1 ? join(work) : begin(work);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the calling thread is inside a transaction.
    public boolean isRunning() {
        return lock.isHeldByCurrentThread();
    }

    private <T> T join(Supplier<T> work) {
        boolean finished = false;
        try {
            var result = work.get();
            finished = true;
            return result;
        } finally {
            doomed |= !finished;
        }
    }

    private <T> T begin(Supplier<T> work) {
        doomed = false;
        var undo = stores.stream().map(Restorable::snapshot).toList();
        boolean kept = false;
        try {
            var result = work.get();
            if (doomed) {
                throw new IllegalStateException("a part of the transaction failed: rolled back");
            }
            kept = true;
            return result;
        } finally {
            if (!kept) {
                undo.forEach(Runnable::run);
            }
        }
    }
}
