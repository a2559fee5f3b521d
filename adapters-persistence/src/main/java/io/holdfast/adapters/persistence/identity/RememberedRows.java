package io.holdfast.adapters.persistence.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// What was read of one table, and what was looked for in vain, up to a number of each; the ones
/// used least are given up for others.
///
/// A reader can be overtaken: it reads the old row, the change is committed and forgotten here, and
/// then the reader comes to keep what it read. So every forgetting counts a generation up, a reader
/// notes the generation before it reads, and keeps nothing where it is another one by then. The two
/// steps of each, compare and keep, count and forget, are one under the lock; who finds something
/// in memory takes no lock. (Caffeine's own loading would not do: what `invalidate` does to a key
/// that is being loaded is undefined.)
final class RememberedRows<K, V> {

    private final Cache<K, V> found;
    private final Cache<K, Boolean> absent;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong generation = new AtomicLong();

    RememberedRows(int foundMax, int absentMax) {
        // Housekeeping by whoever writes: it is short, and there is no thread to look after.
        found = Caffeine.newBuilder().maximumSize(foundMax).executor(Runnable::run).build();
        absent = Caffeine.newBuilder().maximumSize(absentMax).executor(Runnable::run).build();
    }

    /// What is remembered, or else what is read, which is then remembered.
    ///
    /// @param read must not answer with anything older than its question
    Optional<V> find(K key, Function<K, Optional<V>> read) {
        var known = found.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (absent.getIfPresent(key) != null) {
            return Optional.empty();
        }
        long before = generation.get();
        var row = read.apply(key);
        keep(key, row, before);
        return row;
    }

    private void keep(K key, Optional<V> row, long before) {
        lock.lock();
        try {
            if (generation.get() == before) {
                row.ifPresentOrElse(value -> found.put(key, value), () -> absent.put(key, true));
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(K key) {
        lock.lock();
        try {
            generation.incrementAndGet();
            found.invalidate(key);
            absent.invalidate(key);
        } finally {
            lock.unlock();
        }
    }

    void forgetAll() {
        lock.lock();
        try {
            generation.incrementAndGet();
            found.invalidateAll();
            absent.invalidateAll();
        } finally {
            lock.unlock();
        }
    }

    /// How many rows and vain searches are remembered.
    long size() {
        found.cleanUp();
        absent.cleanUp();
        return found.estimatedSize() + absent.estimatedSize();
    }
}
