package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedLookupTest {

    /// As many queries as run at once.
    private static final int BUSY = 4;

    private final ConcurrentLinkedQueue<Set<Integer>> queries = new ConcurrentLinkedQueue<>();

    private SharedLookup<Integer, String> looking(Function<Integer, String> answer) {
        return new SharedLookup<>(keys -> {
            queries.add(keys);
            return keys.stream()
                    .filter(key -> key >= 0)
                    .collect(Collectors.toMap(Function.identity(), answer));
        });
    }

    @Test
    void finds_what_is_there_and_nothing_else() {
        var lookup = looking(key -> "v" + key);
        assertThat(lookup.find(7)).contains("v7");
        assertThat(lookup.find(-7)).isEmpty();
        assertThat(queries).containsExactly(Set.of(7), Set.of(-7));
    }

    @Test
    void remembers_nothing() {
        var lookup = looking(key -> "v" + key + " by query " + queries.size());
        assertThat(lookup.find(7)).contains("v7 by query 1");
        assertThat(lookup.find(7)).contains("v7 by query 2");
    }

    @Test
    void gives_every_caller_of_a_crowd_its_own_answer() {
        var lookup = looking(key -> "v" + key);
        var answers = AtOnce.call(200, caller -> lookup.find(caller % 50));
        for (int caller = 0; caller < answers.size(); caller++) {
            assertThat(answers.get(caller)).contains("v" + caller % 50);
        }
    }

    @Test
    void asks_once_for_all_who_came_while_it_was_busy() throws Exception {
        var finish = new CountDownLatch(1);
        var lookup = looking(key -> waited(finish, key));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Optional<String>>>();
            for (int key = 0; key < BUSY; key++) {
                int asked = key;
                answers.add(callers.submit(() -> lookup.find(asked)));
                until(() -> queries.size() == asked + 1);
            }
            for (int key : List.of(10, 11, 11, 12)) {
                answers.add(callers.submit(() -> lookup.find(key)));
            }
            until(() -> lookup.waiting() == 4);
            finish.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isPresent();
            }
        }
        assertThat(queries).hasSize(BUSY + 1).contains(Set.of(10, 11, 12));
    }

    private static void until(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static String waited(CountDownLatch finish, int key) {
        try {
            finish.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "v" + key;
    }

    @Test
    void fails_alike_for_all_and_goes_on() {
        var lookup =
                looking(key -> {
                    if (key == 13) {
                        throw new IllegalStateException("thirteen");
                    }
                    return "v" + key;
                });
        assertThatThrownBy(() -> lookup.find(13))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("thirteen");
        assertThat(lookup.find(7)).contains("v7");
    }

    @Test
    void survives_failures_in_a_crowd() throws Exception {
        var lookup =
                looking(key -> {
                    throw new IllegalStateException("always");
                });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 100)
                            .mapToObj(key -> callers.submit(() -> lookup.find(key)))
                            .toList();
            for (var one : asked) {
                assertThatThrownBy(one::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseMessage("always");
            }
        }
        assertThat(new SharedLookup<Integer, String>(keys -> Map.of()).find(1)).isEmpty();
    }
}
