package io.holdfast.adapters.persistence;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks keys up for many callers by few queries, without remembering anything: callers that come
/// while enough queries run gather, and the first of them asks for all as soon as one has ended. So
/// an answer is never older than its question, a few callers ask at once, and many callers cost one
/// query and one connection a group, as in the group commit of the inference log.
///
/// A query that fails, fails for all who gathered for it, with the same exception. A caller does
/// not stop waiting when it is interrupted: a query ends by its own time limits.
public final class SharedLookup<K, V> {

    private static final int QUERIES_AT_ONCE = 4;

    /// Callers that gathered for one query. The first leads.
    private static final class Group<K, V> {
        private final Set<K> keys = new HashSet<>();
        private int callers;
        private final CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        private final CompletableFuture<Map<K, V>> found = new CompletableFuture<>();
    }

    private final Function<Set<K>, Map<K, V>> query;
    private final ReentrantLock lock = new ReentrantLock();
    private Group<K, V> gathering = new Group<>();
    private int running;

    /// @param query finds what there is of one or more keys; run by several callers at once
    public SharedLookup(Function<Set<K>, Map<K, V>> query) {
        this.query = query;
    }

    public Optional<V> find(K key) {
        Group<K, V> group;
        boolean leads;
        lock.lock();
        try {
            group = gathering;
            leads = group.keys.isEmpty();
            group.keys.add(key);
            group.callers++;
            if (leads && running < QUERIES_AT_ONCE) {
                running++;
                group.turn.complete(null);
            }
        } finally {
            lock.unlock();
        }
        if (leads) {
            group.turn.join();
            lead(group);
        }
        return Optional.ofNullable(found(group).get(key));
    }

    /// Callers who gather for a query that has not begun.
    int waiting() {
        lock.lock();
        try {
            return gathering.callers;
        } finally {
            lock.unlock();
        }
    }

    private void lead(Group<K, V> group) {
        lock.lock();
        try {
            // Who comes from here on may want to see what this query will miss.
            gathering = new Group<>();
        } finally {
            lock.unlock();
        }
        try {
            group.found.complete(query.apply(Set.copyOf(group.keys)));
        } catch (Throwable e) {
            // Whatever it was, the others of the group must not wait for good.
            group.found.completeExceptionally(e);
        } finally {
            passOn();
        }
    }

    private void passOn() {
        lock.lock();
        try {
            if (gathering.keys.isEmpty() || !gathering.turn.complete(null)) {
                // Nobody waits, or whoever does has been called already.
                running--;
            }
        } finally {
            lock.unlock();
        }
    }

    private static <K, V> Map<K, V> found(Group<K, V> group) {
        try {
            return group.found.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }
}
