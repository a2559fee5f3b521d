package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.adapters.persistence.scoring.AppendQueue.Append;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.Prediction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// The inference log by group commit: appends gather in a bounded queue, one writer takes what has
/// gathered and commits it at once, and every caller waits for the commit of its group. While one
/// group is being committed the next one gathers, so the more callers there are, the larger the
/// groups: durability costs one disk flush a group, not one a row.
///
/// The log has a connection of its own: callers may hold all others while they wait for it. It
/// therefore stands outside of `Transactions`: what was answered stays, whatever is rolled back.
///
/// - A database that fails: every caller of the group gets the exception, the writer goes on with
///   the next group. Whether a group was kept whose connection broke during the commit cannot be
///   known; ids keep a repeated append from being kept twice.
/// - A row the database refuses: the appends of its group are written one by one, and only the
///   caller of that row gets the exception.
/// - A caller that is interrupted before the writer took its append: the append is withdrawn,
///   nothing of it is ever written, and `CancellationException` is thrown. After that: the caller
///   goes on waiting for the commit, which takes its time once, and returns its outcome. The
///   interrupt flag stays set in both cases.
/// - Asynchronous: `append` returns as soon as the rows are queued. A crash, or a database that
///   fails, loses rows that were acknowledged; the loss is counted and logged.
public final class GroupCommitLog implements InferenceLog, AutoCloseable {

    /// @param queueCapacity rows that may wait; an append that does not fit is refused
    /// @param groupMax rows that one commit takes, unless a single append has more
    /// @param async whether `append` returns before the commit
    public record Settings(int queueCapacity, int groupMax, boolean async) {

        public Settings {
            if (queueCapacity < 1 || groupMax < 1) {
                throw new IllegalArgumentException("the log's queue and groups hold at least 1");
            }
        }
    }

    /// Where the log's connections come from; asked once for each group.
    @FunctionalInterface
    public interface ConnectionSource {
        Connection get() throws SQLException;
    }

    private static final Duration CLOSING_MAX = Duration.ofSeconds(30);
    private static final Logger LOG = System.getLogger(GroupCommitLog.class.getName());

    private final ConnectionSource connections;
    private final Settings settings;
    private final AppendQueue queue;
    private final Partitions partitions;
    private final PredictionWriter rowWriter = new PredictionWriter();
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;

    /// @param connections of the log alone; one at a time is used
    public GroupCommitLog(ConnectionSource connections, Settings settings, InstantSource clock) {
        this.connections = connections;
        this.settings = settings;
        this.queue = new AppendQueue(settings.queueCapacity(), settings.groupMax());
        this.partitions = new Partitions(clock);
        this.writer = Thread.ofPlatform().name("inference-log").daemon().unstarted(this::work);
    }

    /// Makes the partitions and lets the writer begin.
    public void start() throws SQLException {
        try (var connection = connections.get()) {
            partitions.make(connection);
        }
        writer.start();
    }

    @Override
    public Outcome append(List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            return new Outcome.Kept();
        }
        var append = new Append(predictions.stream().map(PredictionRow::from).toList());
        if (!queue.offer(append)) {
            return new Outcome.Overloaded();
        }
        if (!settings.async()) {
            await(append);
        }
        return new Outcome.Kept();
    }

    private void await(Append append) {
        try {
            append.committed().get();
        } catch (ExecutionException e) {
            throw notKept(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            if (queue.withdraw(append)) {
                throw new CancellationException("interrupted: the predictions were not kept");
            }
            try {
                append.committed().join();
            } catch (CompletionException e) {
                throw notKept(Objects.requireNonNullElse(e.getCause(), e));
            }
        }
    }

    private static RuntimeException notKept(Throwable cause) {
        if (cause instanceof SQLException sql
                && DatabaseException.of(sql) instanceof Unavailable unavailable) {
            return unavailable;
        }
        return new DatabaseException("the predictions were not kept: " + cause.getMessage(), cause);
    }

    private void work() {
        try {
            for (var group = queue.take(); !group.isEmpty(); group = queue.take()) {
                commit(group);
            }
        } catch (InterruptedException _) {
            LOG.log(Level.WARNING, "the writer of the inference log was interrupted");
        } finally {
            queue.close();
            fail(queue.drain(), new IllegalStateException("the inference log has ended"));
        }
    }

    private void commit(List<Append> group) {
        try (var connection = connections.get()) {
            partitions.keepAhead(connection);
            write(connection, group);
        } catch (Throwable e) {
            // Whatever it was, the callers of the group wait for an answer and the next group
            // comes.
            fail(group, e);
        }
    }

    private void write(Connection connection, List<Append> group) throws SQLException {
        try {
            var rows = group.stream().flatMap(append -> append.rows().stream()).toList();
            rowWriter.insert(connection, rows);
            group.forEach(append -> append.committed().complete(null));
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            if (group.size() == 1) {
                fail(group, e);
            } else {
                for (var append : group) {
                    write(connection, List.of(append));
                }
            }
        }
    }

    /// Whether the fault lies in the rows: data exception, violated constraint, program limit.
    private static boolean isRefusal(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    /// Fails the appends that have no outcome yet.
    private void fail(List<Append> group, Throwable cause) {
        for (var append : group) {
            if (append.committed().completeExceptionally(cause) && settings.async()) {
                lost.addAndGet(append.rows().size());
                LOG.log(Level.ERROR, "acknowledged predictions were lost", cause);
            }
        }
    }

    /// Rows that wait for the writer.
    public int depth() {
        return queue.depth();
    }

    /// Rows that were acknowledged and could not be kept; always 0 unless asynchronous.
    public long lost() {
        return lost.get();
    }

    /// Refuses new appends and commits what was accepted, within a bounded time.
    @Override
    public void close() {
        queue.close();
        try {
            if (!writer.join(CLOSING_MAX)) {
                LOG.log(Level.ERROR, "the inference log did not finish; {0} rows wait", depth());
                writer.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            writer.interrupt();
        }
    }
}
