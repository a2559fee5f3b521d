package io.holdfast.adapters.persistence;

import io.holdfast.adapters.persistence.models.rollout.JdbcRollouts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/// Runs an action whenever some node has changed a rollout, by the database's LISTEN, on a
/// connection and a thread of its own. Also runs it each time it has begun to listen: changes that
/// came before, or while the connection was broken, are told to nobody. One that still slips
/// through, as when the server goes silent, is found by whoever reads again from time to time.
final class RolloutListener implements PersistenceAdapter.Subscription {

    @FunctionalInterface
    interface ConnectionSource {
        Connection get() throws SQLException;
    }

    /// Closing waits for as long as this.
    private static final Duration LISTENING = Duration.ofMillis(500);

    /// After so many silent spans the server is asked whether it is still there.
    private static final int SILENT_SPANS_MAX = 20;

    private static final int VALID_SECONDS_MAX = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final Duration CLOSING_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(RolloutListener.class.getName());

    private final ConnectionSource connections;
    private final Runnable action;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;

    private RolloutListener(ConnectionSource connections, Runnable action) {
        this.connections = connections;
        this.action = action;
        this.thread = Thread.ofPlatform().name("rollout-listener").daemon().unstarted(this::work);
    }

    static RolloutListener start(ConnectionSource connections, Runnable action) {
        var listener = new RolloutListener(connections, action);
        listener.thread.start();
        return listener;
    }

    private void work() {
        try {
            while (isOpen()) {
                try (var connection = connections.get()) {
                    listen(connection);
                } catch (SQLException e) {
                    LOG.log(
                            Level.WARNING,
                            "changes of rollouts are not told for {0}: {1}",
                            pause,
                            e.getMessage());
                    rest();
                }
            }
        } catch (InterruptedException _) {
            // Only closing interrupts.
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    /// Twice as long each time, until a connection lasts.
    private void rest() throws InterruptedException {
        var _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
    }

    private void listen(Connection connection) throws SQLException {
        try (var listen = connection.createStatement()) {
            listen.execute("LISTEN " + JdbcRollouts.CHANNEL);
        }
        act();
        var server = connection.unwrap(PGConnection.class);
        int silent = 0;
        while (isOpen()) {
            var told = server.getNotifications((int) LISTENING.toMillis());
            if (told.length > 0) {
                silent = 0;
                act();
            } else if (++silent == SILENT_SPANS_MAX) {
                silent = 0;
                if (!connection.isValid(VALID_SECONDS_MAX)) {
                    throw new SQLException("the server has gone silent", "08006");
                }
            }
            pause = FIRST_PAUSE;
        }
    }

    /// Whatever the action throws, the next change is told again.
    private void act() {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a change of a rollout could not be followed", e);
        }
    }

    /// Returns when the action runs no more, or after a bounded time.
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(CLOSING_MAX)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }
}
