package io.holdfast.adapters.persistence.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Appends that wait for the writer, bounded by their rows.
final class AppendQueue {

    /// The rows of one caller: kept together or not at all.
    static final class Append {

        private final List<PredictionRow> rows;
        private final CompletableFuture<@Nullable Void> committed = new CompletableFuture<>();

        Append(List<PredictionRow> rows) {
            this.rows = rows;
        }

        List<PredictionRow> rows() {
            return rows;
        }

        CompletableFuture<@Nullable Void> committed() {
            return committed;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Append> waiting = new ArrayDeque<>();
    private final int capacity;
    private final int groupMax;
    private int rows;
    private boolean closed;

    AppendQueue(int capacity, int groupMax) {
        this.capacity = capacity;
        this.groupMax = groupMax;
    }

    /// Whether there was room; never waits.
    boolean offer(Append append) {
        lock.lock();
        try {
            if (closed || append.rows().size() > capacity - rows) {
                return false;
            }
            waiting.add(append);
            rows += append.rows().size();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes an append back that the writer has not begun; false when it has.
    boolean withdraw(Append append) {
        lock.lock();
        try {
            boolean removed = waiting.remove(append);
            rows -= removed ? append.rows().size() : 0;
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for work, then takes what has gathered: whole appends, in the order they came, with at
    /// most `groupMax` rows together unless a single one has more. Empty when the queue is closed
    /// and drained.
    List<Append> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            var group = new ArrayList<Append>();
            int taken = 0;
            for (var next = waiting.peek(); next != null; next = waiting.peek()) {
                if (!group.isEmpty() && taken + next.rows().size() > groupMax) {
                    break;
                }
                group.add(waiting.remove());
                taken += next.rows().size();
            }
            rows -= taken;
            return group;
        } finally {
            lock.unlock();
        }
    }

    /// Takes everything that waits.
    List<Append> drain() {
        lock.lock();
        try {
            var all = List.copyOf(waiting);
            waiting.clear();
            rows = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    /// Refuses everything from now on; what is there can still be taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Rows that wait.
    int depth() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }
}
