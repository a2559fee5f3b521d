package io.holdfast.adapters.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.postgresql.PGConnection;

/// Hears what the database tells on its channels (LISTEN, NOTIFY), on one connection and a thread
/// of its own, for all of a node's subscribers. Makes a round trip every second: the server sends
/// what it has to tell in the order of the commits and before it answers, so that whoever has heard
/// the answer has heard of every change that was acknowledged before the question. A connection
/// that is lost is replaced; what was told meanwhile is told to nobody.
///
/// Changes that other programs make are heard too: what matters is that somebody tells.
public final class ChannelListener implements AutoCloseable {

    /// All of it is called by the listening thread, or by the one that subscribes, and must not
    /// wait for anything.
    public interface Subscriber {
        /// From here on changes are told.
        void begun();

        /// Somebody committed a change.
        void told(String payload);

        /// Everything that was committed before then was told. Never called where a pooler is in
        /// between, since nobody knows then.
        ///
        /// @param nanos as the listener's clock had it
        void current(long nanos);

        /// From here on changes are told to nobody.
        void lost();
    }

    @FunctionalInterface
    interface ConnectionSource {
        Connection get() throws SQLException;
    }

    private record Subscription(String channel, Subscriber subscriber) {}

    /// Closing waits for as long as this.
    private static final Duration LISTENING = Duration.ofMillis(250);

    private static final Duration ROUND_TRIPS = Duration.ofSeconds(1);

    /// A server that has not answered by then is taken for dead.
    private static final int ANSWER_SECONDS_MAX = 10;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final Duration CLOSING_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(ChannelListener.class.getName());

    private final ConnectionSource connections;
    private final List<String> channels;
    private final LongSupplier nanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;

    /// Guards the two below, so that each subscriber hears `begun` once a connection.
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Subscription> subscriptions = new ArrayList<>();
    private boolean listening;

    private ChannelListener(
            ConnectionSource connections, List<String> channels, LongSupplier nanos) {
        this.connections = connections;
        this.channels = List.copyOf(channels);
        this.nanos = nanos;
        this.thread = Thread.ofPlatform().name("channel-listener").daemon().unstarted(this::work);
    }

    /// @param channels all that somebody may ever subscribe to
    /// @param nanos a clock that only goes forward
    static ChannelListener start(
            ConnectionSource connections, List<String> channels, LongSupplier nanos) {
        var listener = new ChannelListener(connections, channels, nanos);
        listener.thread.start();
        return listener;
    }

    /// Tells the subscriber from here on, and until it is closed.
    void subscribe(String channel, Subscriber subscriber) {
        if (!channels.contains(channel)) {
            throw new IllegalArgumentException("nobody listens to " + channel);
        }
        lock.lock();
        try {
            subscriptions.add(new Subscription(channel, subscriber));
            if (listening) {
                subscriber.begun();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A subscriber that is not there is left out.
    void unsubscribe(Subscriber subscriber) {
        lock.lock();
        try {
            subscriptions.removeIf(one -> one.subscriber().equals(subscriber));
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (isOpen()) {
                try (var connection = connections.get()) {
                    listen(connection);
                } catch (SQLException e) {
                    LOG.log(
                            Level.WARNING,
                            "changes are not told for {0}: {1}",
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
            for (var channel : channels) {
                listen.execute("LISTEN " + channel);
            }
        }
        try {
            begin();
            follow(connection);
        } finally {
            lose();
        }
    }

    private void follow(Connection connection) throws SQLException {
        var server = connection.unwrap(PGConnection.class);
        boolean proves = isDirect(connection, server);
        if (!proves) {
            LOG.log(
                    Level.WARNING,
                    "a pooler is between here and the database: what it tells may be lost, so that"
                            + " nothing is kept in memory");
        }
        long last = askAndTell(connection, server, proves);
        while (isOpen()) {
            tell(server, (int) LISTENING.toMillis());
            if (nanos.getAsLong() - last >= ROUND_TRIPS.toNanos()) {
                last = askAndTell(connection, server, proves);
            }
            pause = FIRST_PAUSE;
        }
    }

    /// Whether it is the server itself that answers. A pooler calls itself by a number of its own,
    /// and may hand each question to another server process than the one that listens.
    private static boolean isDirect(Connection connection, PGConnection server)
            throws SQLException {
        try (var select = connection.createStatement();
                var rows = select.executeQuery("SELECT pg_backend_pid()")) {
            return rows.next() && rows.getInt(1) == server.getBackendPID();
        }
    }

    /// One round trip; when it began.
    ///
    /// @param proves whether it shows that everything was told
    private long askAndTell(Connection connection, PGConnection server, boolean proves)
            throws SQLException {
        long asked = nanos.getAsLong();
        if (!connection.isValid(ANSWER_SECONDS_MAX)) {
            throw new SQLException("the server has gone silent", "08006");
        }
        // What came with the answer, before anybody hears that it came.
        tell(server, -1);
        if (proves) {
            each(one -> one.subscriber().current(asked));
        }
        return asked;
    }

    /// @param millis to wait for something to tell; negative for what has come already
    private void tell(PGConnection server, int millis) throws SQLException {
        var told = millis < 0 ? server.getNotifications() : server.getNotifications(millis);
        for (var notification : told) {
            each(one -> {
                if (one.channel().equals(notification.getName())) {
                    one.subscriber().told(notification.getParameter());
                }
            });
        }
    }

    private void begin() {
        lock.lock();
        try {
            listening = true;
            each(one -> one.subscriber().begun());
        } finally {
            lock.unlock();
        }
    }

    private void lose() {
        lock.lock();
        try {
            listening = false;
            each(one -> one.subscriber().lost());
        } finally {
            lock.unlock();
        }
    }

    private void each(Consumer<Subscription> action) {
        lock.lock();
        try {
            subscriptions.forEach(action);
        } finally {
            lock.unlock();
        }
    }

    /// Returns when nothing is told any more, or after a bounded time.
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
