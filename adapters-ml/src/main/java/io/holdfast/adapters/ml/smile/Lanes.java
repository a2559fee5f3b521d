package io.holdfast.adapters.ml.smile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks side by side so that each gives the same result for any number of threads.
///
/// Every lane is a pool of one thread. Smile's parallel streams stay on the lane they are called
/// from: the sum of a stream is then cut in the same way everywhere, and no other task runs in
/// between and takes from the thread's random numbers.
final class Lanes {

    private final int lanes;
    private final Stop stop;

    Lanes(int lanes, Stop stop) {
        this.lanes = lanes;
        this.stop = stop;
    }

    private sealed interface Done<T> {
        record Finished<T>(int task, T result) implements Done<T> {}

        record Failed<T>(Throwable failure) implements Done<T> {}
    }

    /// Returns the results in the order of the tasks. `finished` is called on the calling thread
    /// with the position of each task as it ends.
    ///
    /// @throws CancellationException when the calling thread is interrupted, which stays marked
    <T> List<T> run(List<Callable<T>> tasks, IntConsumer finished) {
        var done = new LinkedBlockingQueue<Done<T>>();
        var next = new AtomicInteger();
        var pools = new ArrayList<ForkJoinPool>();
        boolean complete = false;
        try {
            for (int lane = 0; lane < Math.min(lanes, tasks.size()); lane++) {
                var pool = new ForkJoinPool(1);
                pools.add(pool);
                pool.execute(() -> work(tasks, next, done));
            }
            var results = collect(tasks.size(), done, finished);
            complete = true;
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("training was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } finally {
            if (!complete) {
                stop.request();
            }
            pools.forEach(ForkJoinPool::shutdownNow);
        }
    }

    private <T> void work(
            List<Callable<T>> tasks, AtomicInteger next, LinkedBlockingQueue<Done<T>> done) {
        for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
            try {
                stop.check();
                done.add(new Done.Finished<>(i, tasks.get(i).call()));
            } catch (Throwable failure) {
                done.add(new Done.Failed<>(failure));
                return;
            }
        }
    }

    private static <T> List<T> collect(
            int count, LinkedBlockingQueue<Done<T>> done, IntConsumer finished)
            throws InterruptedException {
        var results = new ArrayList<@Nullable T>(count);
        for (int i = 0; i < count; i++) {
            results.add(null);
        }
        for (int i = 0; i < count; i++) {
            switch (done.take()) {
                case Done.Finished<T>(int task, var result) -> {
                    results.set(task, result);
                    finished.accept(task);
                }
                case Done.Failed<T>(var failure) ->
                        throw new IllegalStateException("training failed", failure);
            }
        }
        var complete = new ArrayList<T>(count);
        for (var result : results) {
            if (result == null) {
                throw new IllegalStateException("a task gave no result");
            }
            complete.add(result);
        }
        return complete;
    }
}
