package io.holdfast.domain.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Lets several callers begin together, for tests of races.
public final class AtOnce {

    private static final int SECONDS_MAX = 60;

    private AtOnce() {}

    /// Calls `work` with 0, 1, ... in a thread each, all released together; the answers in that
    /// order. What a caller throws is thrown on.
    public static <T> List<T> call(int callers, IntFunction<T> work) {
        var barrier = new CyclicBarrier(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                running.add(
                        threads.submit(() -> {
                            barrier.await(SECONDS_MAX, TimeUnit.SECONDS);
                            return work.apply(caller);
                        }));
            }
            var answers = new ArrayList<T>();
            for (var future : running) {
                answers.add(future.get(SECONDS_MAX, TimeUnit.SECONDS));
            }
            return List.copyOf(answers);
        } catch (ExecutionException e) {
            throw new AssertionError("a caller failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a caller did not come back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
