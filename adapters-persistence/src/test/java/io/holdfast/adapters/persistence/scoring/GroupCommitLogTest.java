package io.holdfast.adapters.persistence.scoring;

import static io.holdfast.domain.scoring.SamplePredictions.impossible;
import static io.holdfast.domain.scoring.SamplePredictions.prediction;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.scoring.InferenceLog.Outcome;
import io.holdfast.domain.scoring.Prediction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The group commit itself; what every log promises is in `GroupCommitLogContractTest`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class GroupCommitLogTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-15T00:00:00Z"));
    private final Gate gate = new Gate();

    /// Lets the writer through to the database once for each permit, so that a test decides what
    /// gathers in a group.
    private final class Gate implements GroupCommitLog.ConnectionSource {

        private final Semaphore permits = new Semaphore(0);
        private final Semaphore arrived = new Semaphore(0);
        private final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public Connection get() throws SQLException {
            arrived.release();
            permits.acquireUninterruptibly();
            if (broken.get()) {
                throw new SQLException("the database is away", "08006");
            }
            return database.connect();
        }

        /// Waits until the writer stands at the gate with a group in its hands.
        void awaitWriter() throws InterruptedException {
            assertThat(arrived.tryAcquire(30, SECONDS)).isTrue();
        }
    }

    @BeforeEach
    void clear() {
        database.clear();
        gate.permits.drainPermits();
        gate.arrived.drainPermits();
        gate.broken.set(false);
    }

    @AfterEach
    void open() {
        gate.permits.release(1_000);
    }

    @AfterAll
    void close() {
        callers.close();
        database.close();
    }

    private GroupCommitLog start(int queueCapacity, int groupMax, boolean async) throws Exception {
        var log =
                new GroupCommitLog(
                        gate,
                        new GroupCommitLog.Settings(queueCapacity, groupMax, async),
                        now::get);
        gate.permits.release();
        log.start();
        gate.awaitWriter();
        return log;
    }

    private Future<Outcome> append(GroupCommitLog log, Prediction... predictions) {
        return callers.submit(() -> log.append(List.of(predictions)));
    }

    private static void awaitDepth(GroupCommitLog log, int rows) {
        while (log.depth() != rows) {
            Thread.onSpinWait();
        }
    }

    private long count(String condition) throws SQLException {
        try (var connection = database.connect();
                var select =
                        connection.prepareStatement(
                                "SELECT count(*) FROM predictions WHERE " + condition);
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void what_gathers_during_a_commit_is_committed_together() throws Exception {
        try (var log = start(100, 10, false)) {
            var first = append(log, prediction(0));
            gate.awaitWriter();
            var others = IntStream.range(1, 10).mapToObj(i -> append(log, prediction(i))).toList();
            awaitDepth(log, 9);
            gate.permits.release(2);

            assertThat(first.get()).isEqualTo(new Outcome.Kept());
            for (var other : others) {
                assertThat(other.get()).isEqualTo(new Outcome.Kept());
            }
            assertThat(count("true")).isEqualTo(10);
            gate.awaitWriter();
            assertThat(gate.arrived.availablePermits()).isZero();
        }
    }

    @Test
    void a_group_takes_no_more_than_its_maximum() throws Exception {
        try (var log = start(100, 3, false)) {
            var first = append(log, prediction(0));
            gate.awaitWriter();
            var others = new ArrayList<Future<Outcome>>();
            for (int i = 1; i < 5; i++) {
                others.add(append(log, prediction(10 * i), prediction(10 * i + 1)));
                awaitDepth(log, 2 * i);
            }
            gate.permits.release(2);
            first.get();
            others.get(0).get();
            gate.awaitWriter();
            gate.awaitWriter();

            assertThat(count("true")).isEqualTo(3);
            gate.permits.release(100);
            for (var other : others) {
                assertThat(other.get()).isEqualTo(new Outcome.Kept());
            }
        }
    }

    @Test
    void an_append_larger_than_a_group_is_still_one() throws Exception {
        try (var log = start(100, 3, false)) {
            gate.permits.release(1);
            var rows =
                    IntStream.range(0, 50).mapToObj(i -> prediction(i)).toArray(Prediction[]::new);

            assertThat(append(log, rows).get()).isEqualTo(new Outcome.Kept());
            assertThat(count("true")).isEqualTo(50);
        }
    }

    @Test
    void a_full_queue_refuses_at_once() throws Exception {
        try (var log = start(3, 10, false)) {
            var taken = append(log, prediction(0));
            gate.awaitWriter();
            var waiting = append(log, prediction(1), prediction(2));
            awaitDepth(log, 2);

            assertThat(log.append(List.of(prediction(3), prediction(4))))
                    .isEqualTo(new Outcome.Overloaded());
            var fits = append(log, prediction(5));
            awaitDepth(log, 3);
            assertThat(log.append(List.of(prediction(6)))).isEqualTo(new Outcome.Overloaded());

            gate.permits.release(10);
            for (var each : List.of(taken, waiting, fits)) {
                assertThat(each.get()).isEqualTo(new Outcome.Kept());
            }
            assertThat(count("true")).isEqualTo(4);
        }
    }

    @Test
    void a_bad_row_takes_only_its_own_append_down() throws Exception {
        try (var log = start(100, 10, false)) {
            var first = append(log, prediction(0));
            gate.awaitWriter();
            var good = append(log, prediction(1));
            awaitDepth(log, 1);
            var bad = append(log, prediction(2), impossible(3));
            awaitDepth(log, 3);
            var alsoGood = append(log, prediction(4));
            awaitDepth(log, 4);
            gate.permits.release(2);

            for (var each : List.of(first, good, alsoGood)) {
                assertThat(each.get()).isEqualTo(new Outcome.Kept());
            }
            assertThatThrownBy(bad::get).hasCauseInstanceOf(DatabaseException.class);
            assertThat(count("true")).isEqualTo(3);
        }
    }

    @Test
    void a_database_that_is_away_fails_the_group_and_not_the_next() throws Exception {
        try (var log = start(100, 10, false)) {
            gate.broken.set(true);
            gate.permits.release();
            var failing = append(log, prediction(1));
            assertThatThrownBy(failing::get)
                    .hasCauseInstanceOf(Unavailable.class)
                    .hasMessageContaining("away");

            gate.broken.set(false);
            gate.permits.release();

            assertThat(append(log, prediction(1)).get()).isEqualTo(new Outcome.Kept());
            assertThat(count("true")).isEqualTo(1);
        }
    }

    @Test
    void closing_commits_what_was_accepted_and_refuses_the_rest() throws Exception {
        var log = start(100, 2, false);
        var accepted = IntStream.range(0, 7).mapToObj(i -> append(log, prediction(i))).toList();
        gate.awaitWriter();
        while (log.depth() < 5) {
            Thread.onSpinWait();
        }
        var closing = callers.submit(log::close);
        gate.permits.release(100);
        closing.get();

        assertThat(log.append(List.of(prediction(99)))).isEqualTo(new Outcome.Overloaded());
        int kept = 0;
        for (var each : accepted) {
            kept += each.get() instanceof Outcome.Kept ? 1 : 0;
        }
        assertThat(count("true")).isEqualTo(kept);
        assertThat(kept).isGreaterThanOrEqualTo(6);
    }

    @Test
    void an_interrupted_caller_takes_its_append_back_while_it_waits_in_the_queue()
            throws Exception {
        try (var log = start(100, 10, false)) {
            var first = append(log, prediction(0));
            gate.awaitWriter();
            var outcome =
                    callers.submit(() -> {
                        Thread.currentThread().interrupt();
                        assertThatThrownBy(() -> log.append(List.of(prediction(1))))
                                .isInstanceOf(CancellationException.class);
                        return Thread.currentThread().isInterrupted();
                    });

            assertThat(outcome.get()).isTrue();
            assertThat(log.depth()).isZero();
            gate.permits.release(10);
            first.get();
            assertThat(count("entity = 'customer-1'")).isZero();
        }
    }

    @Test
    void an_interrupted_caller_learns_the_outcome_once_the_writer_has_begun() throws Exception {
        try (var log = start(100, 10, false)) {
            var thread = new AtomicReference<Thread>();
            var outcome =
                    callers.submit(() -> {
                        thread.set(Thread.currentThread());
                        assertThat(log.append(List.of(prediction(1))))
                                .isEqualTo(new Outcome.Kept());
                        return Thread.currentThread().isInterrupted();
                    });
            gate.awaitWriter();
            thread.get().interrupt();
            gate.permits.release();

            assertThat(outcome.get()).isTrue();
            assertThat(count("entity = 'customer-1'")).isEqualTo(1);
        }
    }

    @Test
    void asynchronously_an_append_does_not_wait_and_a_loss_is_counted() throws Exception {
        var log = start(100, 10, true);
        assertThat(log.append(List.of(prediction(1)))).isEqualTo(new Outcome.Kept());
        gate.awaitWriter();
        assertThat(count("true")).isZero();
        gate.broken.set(true);
        gate.permits.release();
        while (log.lost() == 0) {
            Thread.onSpinWait();
        }
        gate.broken.set(false);
        log.append(List.of(prediction(2), prediction(3)));
        gate.permits.release();
        log.close();

        assertThat(log.lost()).isEqualTo(1);
        assertThat(count("true")).isEqualTo(2);
    }

    @Test
    void makes_partitions_when_the_month_turns_and_fetches_early_rows_into_them() throws Exception {
        now.set(Instant.parse("2030-01-31T23:59:59Z"));
        try (var log = start(100, 10, false)) {
            gate.permits.release(100);
            var may = Instant.parse("2030-05-01T00:00:00Z");
            append(log, prediction(1, "tiny", may), prediction(2, "tiny", may.minusNanos(1))).get();
            assertThat(count("tableoid = 'predictions_default'::regclass")).isEqualTo(1);
            assertThat(count("tableoid = 'predictions_2030_04'::regclass")).isEqualTo(1);

            now.set(Instant.parse("2030-02-01T00:00:00Z"));
            append(log, prediction(3, "tiny", may.plusSeconds(1))).get();

            assertThat(count("tableoid = 'predictions_2030_05'::regclass")).isEqualTo(2);
            assertThat(count("tableoid = 'predictions_default'::regclass")).isZero();
        } finally {
            now.set(Instant.parse("2026-01-15T00:00:00Z"));
        }
    }

    @Test
    void refuses_settings_that_hold_nothing() {
        assertThatThrownBy(() -> new GroupCommitLog.Settings(0, 1, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GroupCommitLog.Settings(1, 0, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
