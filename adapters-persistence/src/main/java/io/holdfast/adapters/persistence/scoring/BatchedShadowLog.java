package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.models.Probability;
import io.holdfast.domain.scoring.ShadowLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// The shadows' scores by batches: one thread computes what was offered and writes it a few times a
/// second, in one statement a batch. What does not fit into the queue is dropped, what cannot be
/// computed or written is lost; both are counted. The queue's lock is held for no longer than a put
/// or a take.
public final class BatchedShadowLog implements ShadowLog, AutoCloseable {

    /// Where the log's connections come from; asked once for each batch.
    @FunctionalInterface
    public interface ConnectionSource {
        Connection get() throws SQLException;
    }

    static final int QUEUE_MAX = 10_000;
    static final int BATCH_MAX = 1_000;

    private static final Duration GATHERING_MAX = Duration.ofMillis(200);
    private static final Duration CLOSING_MAX = Duration.ofSeconds(10);
    private static final Duration SILENT_AFTER_LOGGING = Duration.ofMinutes(1);
    private static final Logger LOG = System.getLogger(BatchedShadowLog.class.getName());

    /// A score that is there already stays.
    private static final String INSERT =
            """
            INSERT INTO shadow_predictions (prediction_id, answered_at, contract_name,
                contract_version, shadow_version, probability)
            SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::integer[],
                ?::integer[], ?::float8[])
            ON CONFLICT DO NOTHING
            """;

    private final ConnectionSource connections;
    private final InstantSource clock;
    private final BlockingQueue<Supplier<ShadowScore>> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread writer;
    private Instant mayLogAt = Instant.MIN;
    private volatile boolean closed;

    public BatchedShadowLog(ConnectionSource connections, InstantSource clock) {
        this(connections, clock, QUEUE_MAX);
    }

    BatchedShadowLog(ConnectionSource connections, InstantSource clock, int queueMax) {
        this.connections = connections;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(queueMax);
        this.writer = Thread.ofPlatform().name("shadow-log").daemon().unstarted(this::work);
    }

    /// Lets the writer begin.
    public void start() {
        writer.start();
    }

    @Override
    public boolean offer(Supplier<ShadowScore> score) {
        boolean taken = !closed && queue.offer(score);
        if (!taken) {
            dropped.incrementAndGet();
        }
        return taken;
    }

    private void work() {
        try {
            while (!closed || !queue.isEmpty()) {
                var scores = gather();
                if (!scores.isEmpty()) {
                    write(scores);
                }
            }
        } catch (InterruptedException _) {
            LOG.log(Level.WARNING, "the writer of the shadow log was interrupted");
        }
    }

    /// Computes what comes within a moment; while the log is closing, what is there.
    private List<ShadowScore> gather() throws InterruptedException {
        var scores = new ArrayList<ShadowScore>();
        long end = System.nanoTime() + GATHERING_MAX.toNanos();
        for (int i = 0; i < BATCH_MAX; i++) {
            long left = closed ? 0 : end - System.nanoTime();
            var next = queue.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            compute(next, scores);
        }
        return scores;
    }

    private void compute(Supplier<ShadowScore> next, List<ShadowScore> scores) {
        try {
            var score = next.get();
            // Refuses here what the database would refuse with the whole batch.
            var _ = new Probability(score.probability());
            scores.add(score);
        } catch (Throwable e) {
            // Whatever it was, the next score comes.
            lose(1, e);
        }
    }

    private void write(List<ShadowScore> scores) {
        try (var connection = connections.get();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, column(connection, "uuid", scores, score -> score.of().id()));
            insert.setArray(
                    2,
                    column(
                            connection,
                            "timestamptz",
                            scores,
                            score -> score.of().at().truncatedTo(ChronoUnit.MICROS)));
            insert.setArray(
                    3, column(connection, "text", scores, score -> score.of().contract().name()));
            insert.setArray(
                    4,
                    column(connection, "int4", scores, score -> score.of().contract().version()));
            insert.setArray(5, column(connection, "int4", scores, ShadowScore::shadowVersion));
            insert.setArray(6, column(connection, "float8", scores, ShadowScore::probability));
            insert.executeUpdate();
        } catch (Throwable e) {
            // Whatever it was, the next batch comes.
            lose(scores.size(), e);
        }
    }

    private static java.sql.Array column(
            Connection connection,
            String type,
            List<ShadowScore> scores,
            Function<ShadowScore, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, scores.stream().map(column).toArray());
    }

    /// Counts, and says so from time to time: what fails once mostly fails every time.
    private void lose(int scores, Throwable cause) {
        failed.addAndGet(scores);
        var now = clock.instant();
        if (!now.isBefore(mayLogAt)) {
            mayLogAt = now.plus(SILENT_AFTER_LOGGING);
            LOG.log(Level.WARNING, "scores of shadows are lost, " + failed + " so far", cause);
        }
    }

    /// Scores that found no room.
    public long dropped() {
        return dropped.get();
    }

    /// Scores that could not be computed or written.
    public long failed() {
        return failed.get();
    }

    /// Refuses new scores and writes what was taken, within a bounded time.
    @Override
    public void close() {
        closed = true;
        try {
            if (!writer.join(CLOSING_MAX)) {
                LOG.log(Level.WARNING, "the shadow log did not finish; {0} wait", queue.size());
                writer.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            writer.interrupt();
        }
    }
}
