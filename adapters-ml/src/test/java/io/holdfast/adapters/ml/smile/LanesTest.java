package io.holdfast.adapters.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void returns_results_in_the_order_of_the_tasks() {
        var tasks = IntStream.range(0, 50).mapToObj(i -> (Callable<Integer>) () -> i * i).toList();
        var finished = new ArrayList<Integer>();

        var results = new Lanes(3, new Stop()).run(tasks, finished::add);

        assertThat(results).isEqualTo(IntStream.range(0, 50).map(i -> i * i).boxed().toList());
        assertThat(finished)
                .hasSize(50)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void runs_no_more_at_once_than_it_has_lanes() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 40; i++) {
            tasks.add(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                // parallel streams inside a task must not leave its lane
                var threads =
                        IntStream.range(0, 1_000)
                                .parallel()
                                .mapToObj(_ -> Thread.currentThread())
                                .distinct()
                                .count();
                running.decrementAndGet();
                return threads == 1;
            });
        }

        assertThat(new Lanes(2, new Stop()).run(tasks, _ -> {})).containsOnly(true);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void passes_a_failure_on_and_stops_the_rest() {
        var stop = new Stop();
        List<Callable<Integer>> tasks =
                List.of(
                        () -> {
                            throw new IllegalArgumentException("broken");
                        },
                        () -> 1);

        assertThatThrownBy(() -> new Lanes(1, stop).run(tasks, _ -> {}))
                .hasRootCauseMessage("broken");
        assertThatThrownBy(stop::check).isInstanceOf(CancellationException.class);
    }

    @Test
    void stops_work_that_runs_when_the_caller_is_interrupted() throws InterruptedException {
        var stop = new Stop();
        var started = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        List<Callable<Integer>> tasks =
                List.of(() -> {
                    started.countDown();
                    try {
                        while (true) {
                            stop.check();
                            Thread.onSpinWait();
                        }
                    } finally {
                        stopped.countDown();
                    }
                });
        var thrown = new AtomicReference<Throwable>();
        var caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                new Lanes(1, stop).run(tasks, _ -> {});
                            } catch (CancellationException e) {
                                thrown.set(e);
                            }
                        });

        started.await();
        caller.interrupt();
        caller.join();
        stopped.await();

        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }
}
