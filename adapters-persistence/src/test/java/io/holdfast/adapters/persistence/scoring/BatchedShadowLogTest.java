package io.holdfast.adapters.persistence.scoring;

import static io.holdfast.domain.scoring.SamplePredictions.prediction;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.scoring.ShadowLog;
import io.holdfast.domain.scoring.ShadowLogContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class BatchedShadowLogTest implements ShadowLogContract {

    private static final int QUEUE_MAX = 40;

    private final TestDatabase database = TestDatabase.migrated();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicBoolean away = new AtomicBoolean();
    private final Semaphore connected = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private BatchedShadowLog log = closedLog();

    private BatchedShadowLog closedLog() {
        return new BatchedShadowLog(this::connect, now::get, QUEUE_MAX);
    }

    private Connection connect() throws SQLException {
        connected.release();
        gate.acquireUninterruptibly();
        gate.release();
        if (away.get()) {
            throw new SQLException("the database is away", "08006");
        }
        return database.connect();
    }

    @BeforeEach
    void start() {
        database.clear();
        away.set(false);
        connected.drainPermits();
        gate.drainPermits();
        gate.release();
        log = closedLog();
        log.start();
    }

    @AfterEach
    void stop() {
        gate.release();
        log.close();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    public ShadowLog log() {
        return log;
    }

    @Override
    public List<Kept> kept() {
        log.close();
        try (var connection = database.connect();
                var select =
                        connection.prepareStatement(
                                "SELECT prediction_id, shadow_version, probability"
                                        + " FROM shadow_predictions");
                var rows = select.executeQuery()) {
            var kept = new ArrayList<Kept>();
            while (rows.next()) {
                kept.add(
                        new Kept(rows.getObject(1, UUID.class), rows.getInt(2), rows.getDouble(3)));
            }
            return kept;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Supplier<ShadowLog.ShadowScore> score(int number) {
        return () -> new ShadowLog.ShadowScore(prediction(number), 7, 0.5);
    }

    @Test
    void keeps_where_the_score_belongs() {
        log.offer(score(1));
        log.close();

        database.execute(
                """
                SELECT 1 / count(*) FROM shadow_predictions WHERE contract_name = 'tiny'
                    AND contract_version = 1 AND answered_at = '2026-03-01T12:00:00.124456Z'
                """);
    }

    @Test
    void computes_on_a_thread_of_its_own() {
        var thread = new AtomicReference<Thread>();
        log.offer(() -> {
            thread.set(Thread.currentThread());
            return score(1).get();
        });

        assertThat(kept()).hasSize(1);
        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void drops_and_counts_what_finds_no_room_while_a_score_is_computed() throws Exception {
        var computing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        log.offer(() -> {
            computing.countDown();
            try {
                assertThat(goOn.await(30, SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return score(0).get();
        });
        assertThat(computing.await(30, SECONDS)).isTrue();
        for (int i = 1; i <= QUEUE_MAX; i++) {
            assertThat(log.offer(score(i))).isTrue();
        }

        assertThat(log.offer(score(99))).isFalse();
        assertThat(log.dropped()).isEqualTo(1);
        goOn.countDown();
        assertThat(kept()).hasSize(QUEUE_MAX + 1);
        assertThat(log.failed()).isZero();
    }

    @Test
    void takes_offers_while_the_database_does_not_answer() throws Exception {
        gate.acquire();
        log.offer(score(0));
        assertThat(connected.tryAcquire(30, SECONDS)).isTrue();

        for (int i = 1; i <= QUEUE_MAX; i++) {
            assertThat(log.offer(score(i))).isTrue();
        }
        assertThat(log.offer(score(99))).isFalse();

        gate.release();
        assertThat(kept()).hasSize(QUEUE_MAX + 1);
    }

    @Test
    void counts_what_cannot_be_computed_or_is_no_probability() {
        log.offer(() -> {
            throw new IllegalStateException("the model is broken");
        });
        log.offer(() -> new ShadowLog.ShadowScore(prediction(1), 7, Double.NaN));
        log.offer(() -> new ShadowLog.ShadowScore(prediction(2), 7, 1.5));
        log.offer(score(3));

        assertThat(kept()).hasSize(1);
        assertThat(log.failed()).isEqualTo(3);
        assertThat(log.dropped()).isZero();
    }

    @Test
    void says_at_most_once_a_minute_that_scores_are_lost() {
        var said = new CopyOnWriteArrayList<LogRecord>();
        var ear =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        said.add(line);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        var logger = Logger.getLogger(BatchedShadowLog.class.getName());
        logger.addHandler(ear);
        try {
            lose(1);
            lose(2);
            now.set(Instant.EPOCH.plusSeconds(59));
            lose(3);
            assertThat(said).hasSize(1);

            now.set(Instant.EPOCH.plusSeconds(60));
            lose(4);
            assertThat(said).hasSize(2);
        } finally {
            logger.removeHandler(ear);
            now.set(Instant.EPOCH);
        }
    }

    /// Offers what cannot be computed and waits until `failed` were lost. The count is raised first
    /// and the line written then, so another score has to pass.
    private void lose(int failed) {
        var passed = new CountDownLatch(1);
        log.offer(() -> {
            throw new IllegalStateException("the model is broken");
        });
        log.offer(() -> {
            passed.countDown();
            return score(failed).get();
        });
        try {
            assertThat(passed.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(log.failed()).isEqualTo(failed);
    }

    @Test
    void goes_on_after_a_batch_that_could_not_be_written() throws Exception {
        away.set(true);
        log.offer(score(1));
        assertThat(connected.tryAcquire(30, SECONDS)).isTrue();
        while (log.failed() == 0) {
            Thread.onSpinWait();
        }
        away.set(false);
        log.offer(score(2));

        assertThat(kept()).hasSize(1);
        assertThat(log.failed()).isEqualTo(1);
    }

    @Test
    void a_score_that_is_there_already_stays() {
        log.offer(score(1));
        log.offer(() -> new ShadowLog.ShadowScore(prediction(1), 7, 0.9));
        log.offer(score(2));

        assertThat(kept())
                .containsExactlyInAnyOrder(
                        new Kept(prediction(1).id(), 7, 0.5), new Kept(prediction(2).id(), 7, 0.5));
    }

    @Test
    void takes_nothing_once_it_is_closed() {
        log.close();

        assertThat(log.offer(score(1))).isFalse();
        assertThat(log.dropped()).isEqualTo(1);
        assertThat(kept()).isEmpty();
    }
}
