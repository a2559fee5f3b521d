package io.holdfast.adapters.persistence.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter.BackgroundSettings;
import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.persistence.PersistenceAdapter.Work;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.kernel.WorkQueue.Kind;
import io.holdfast.domain.kernel.WorkQueue.Priority;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The lanes on a real database. Nothing here waits longer than it must: what is awaited comes
/// through queues and latches.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BackgroundLanesTest {

    private static final int SECONDS_MAX = 60;
    private static final InstantSource CLOCK = InstantSource.system();
    private static final BackgroundSettings ONE_EACH =
            new BackgroundSettings(1, 1, 1, Duration.ofMillis(100));
    private static final Retries QUICK = new Retries(3, Duration.ofMillis(1), Duration.ofMillis(2));

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter = PersistenceAdapter.open(database.settings(), CLOCK);
    private final HikariDataSource pool = pool();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private HikariDataSource pool() {
        var settings = database.settings();
        var source = new HikariDataSource();
        source.setJdbcUrl(settings.jdbcUrl());
        source.setUsername(settings.user());
        source.setPassword(settings.password());
        return source;
    }

    @BeforeEach
    void clear() {
        events.clear();
        database.clear();
    }

    @AfterAll
    void close() {
        pool.close();
        adapter.close();
        database.close();
    }

    private BackgroundLanes start(Consumer<UUID> batch, Consumer<UUID> training) {
        return start(batch, training, List.of());
    }

    private BackgroundLanes start(
            Consumer<UUID> batch, Consumer<UUID> training, List<Recurring> recurring) {
        return BackgroundLanes.start(
                pool,
                CLOCK,
                Map.of(
                        Kind.BATCH,
                        new Work(batch, id -> events.add("batch given up " + id)),
                        Kind.TRAINING,
                        new Work(training, id -> events.add("training given up " + id))),
                recurring,
                ONE_EACH,
                QUICK);
    }

    private static UUID id(int number) {
        return new UUID(0x7000L, number);
    }

    private void submit(Kind kind, int number, Priority priority) {
        adapter.workQueue().submit(kind, id(number), priority);
    }

    private String next() throws InterruptedException {
        var event = events.poll(SECONDS_MAX, TimeUnit.SECONDS);
        return event == null ? "nothing came" : event;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped");
        }
    }

    private long left(Kind kind) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM " + JdbcWorkQueue.tableOf(kind))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void does_what_was_submitted_before_and_after_the_start() throws Exception {
        submit(Kind.BATCH, 1, Priority.NORMAL);
        try (var _ = start(id -> events.add("b" + id), id -> events.add("t" + id))) {
            assertThat(next()).isEqualTo("b" + id(1));

            submit(Kind.TRAINING, 2, Priority.NORMAL);
            assertThat(next()).isEqualTo("t" + id(2));
        }
        assertThat(left(Kind.BATCH)).isZero();
        assertThat(left(Kind.TRAINING)).isZero();
        assertThat(events).isEmpty();
    }

    @Test
    void takes_what_waits_by_priority() throws Exception {
        submit(Kind.BATCH, 1, Priority.LOW);
        submit(Kind.BATCH, 2, Priority.NORMAL);
        submit(Kind.BATCH, 3, Priority.HIGH);
        submit(Kind.BATCH, 4, Priority.URGENT);
        try (var _ = start(id -> events.add("" + id.getLeastSignificantBits()), _ -> {})) {
            assertThat(List.of(next(), next(), next(), next())).containsExactly("4", "3", "2", "1");
        }
    }

    @Test
    void an_urgent_one_that_comes_later_goes_before_those_that_wait() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        submit(Kind.BATCH, 1, Priority.NORMAL);
        Consumer<UUID> batch =
                id -> {
                    begun.countDown();
                    await(go);
                    events.add("" + id.getLeastSignificantBits());
                };
        try (var _ = start(batch, _ -> {})) {
            await(begun);
            submit(Kind.BATCH, 2, Priority.NORMAL);
            submit(Kind.BATCH, 3, Priority.URGENT);
            go.countDown();

            assertThat(List.of(next(), next(), next())).containsExactly("1", "3", "2");
        }
    }

    @Test
    void a_training_does_not_hold_up_batches() throws Exception {
        var go = new CountDownLatch(1);
        submit(Kind.TRAINING, 1, Priority.URGENT);
        submit(Kind.BATCH, 2, Priority.LOW);
        Consumer<UUID> training =
                _ -> {
                    await(go);
                    events.add("trained");
                };
        try (var _ = start(_ -> events.add("scored"), training)) {
            assertThat(next()).isEqualTo("scored");
            go.countDown();
            assertThat(next()).isEqualTo("trained");
        }
    }

    @Test
    void tries_again_what_fails() throws Exception {
        var tries = new AtomicInteger();
        submit(Kind.BATCH, 1, Priority.NORMAL);
        Consumer<UUID> batch =
                _ -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    events.add("done");
                };
        try (var _ = start(batch, _ -> {})) {
            assertThat(next()).isEqualTo("done");
        }
        assertThat(tries).hasValue(3);
        assertThat(left(Kind.BATCH)).isZero();
    }

    @Test
    void gives_up_what_always_fails_and_says_so() throws Exception {
        var tries = new AtomicInteger();
        submit(Kind.TRAINING, 1, Priority.NORMAL);
        Consumer<UUID> training =
                _ -> {
                    tries.incrementAndGet();
                    throw new StackOverflowError("an error, not an exception");
                };
        try (var _ = start(_ -> {}, training)) {
            assertThat(next()).isEqualTo("training given up " + id(1));
        }
        assertThat(tries).hasValue(3);
        assertThat(left(Kind.TRAINING)).isZero();
    }

    @Test
    void takes_up_the_work_of_a_node_that_is_gone() throws Exception {
        submit(Kind.BATCH, 1, Priority.NORMAL);
        database.execute(
                "UPDATE scheduled_batches SET picked = true, picked_by = 'gone', version = 2,"
                        + " last_heartbeat = now() - interval '1 minute'");
        try (var _ = start(id -> events.add("done " + id), _ -> {})) {
            assertThat(next()).isEqualTo("done " + id(1));
        }
    }

    @Test
    void leaves_the_work_of_a_node_that_lives() throws Exception {
        submit(Kind.BATCH, 1, Priority.NORMAL);
        database.execute(
                "UPDATE scheduled_batches SET picked = true, picked_by = 'other', version = 2,"
                        + " last_heartbeat = now()");
        submit(Kind.BATCH, 2, Priority.LOW);
        try (var _ = start(id -> events.add("done " + id), _ -> {})) {
            assertThat(next()).isEqualTo("done " + id(2));
        }
        assertThat(left(Kind.BATCH)).isEqualTo(1);
    }

    @Test
    void work_that_the_stop_interrupts_is_done_at_the_next_start() throws Exception {
        var begun = new CountDownLatch(1);
        submit(Kind.TRAINING, 1, Priority.NORMAL);
        Consumer<UUID> endless =
                _ -> {
                    begun.countDown();
                    await(new CountDownLatch(1));
                };
        try (var _ = start(_ -> {}, endless)) {
            await(begun);
        }
        assertThat(left(Kind.TRAINING)).isEqualTo(1);

        try (var _ = start(_ -> {}, id -> events.add("done " + id))) {
            assertThat(next()).isEqualTo("done " + id(1));
        }
        assertThat(left(Kind.TRAINING)).isZero();
    }

    @Test
    void two_nodes_do_each_thing_once() throws Exception {
        int many = 20;
        for (int number = 0; number < many; number++) {
            submit(Kind.BATCH, number, Priority.NORMAL);
        }
        try (var _ = start(id -> events.add("" + id), _ -> {});
                var _ = start(id -> events.add("" + id), _ -> {})) {
            for (int number = 0; number < many; number++) {
                assertThat(next()).isNotEqualTo("nothing came");
            }
        }
        assertThat(events).isEmpty();
        assertThat(left(Kind.BATCH)).isZero();
    }

    @Test
    void what_recurs_comes_again_although_it_fails() throws Exception {
        var every = Duration.ofMillis(1);
        var recurring =
                List.of(
                        new Recurring("good", every, () -> events.add("good")),
                        new Recurring(
                                "bad",
                                every,
                                () -> {
                                    events.add("bad");
                                    throw new IllegalStateException("bad");
                                }));
        try (var _ = start(_ -> {}, _ -> {}, recurring)) {
            int good = 0;
            int bad = 0;
            while (good < 2 || bad < 2) {
                switch (next()) {
                    case "good" -> good++;
                    case "bad" -> bad++;
                    default -> throw new AssertionError("nothing came");
                }
            }
        }
    }

    @Test
    void the_adapter_starts_it_on_connections_of_its_own() throws Exception {
        WorkQueue queue = adapter.workQueue();
        queue.submit(Kind.BATCH, id(1), Priority.NORMAL);
        try (var _ =
                adapter.startBackground(
                        Map.of(Kind.BATCH, new Work(id -> events.add("done " + id), _ -> {})),
                        List.of(),
                        BackgroundSettings.standard())) {
            assertThat(next()).isEqualTo("done " + id(1));
        }
    }
}
