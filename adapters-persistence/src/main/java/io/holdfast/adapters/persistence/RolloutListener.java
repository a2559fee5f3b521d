package io.holdfast.adapters.persistence;

import io.holdfast.adapters.persistence.models.rollout.JdbcRollouts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Runs an action whenever some node has changed a rollout, on a thread of its own: it may take
/// long, and others are told by the same connection. Also runs it each time the listening has
/// begun: changes that came before, or while the connection was broken, are told to nobody. One
/// that still slips through is found by whoever reads again from time to time. Changes that come
/// while the action runs are followed by one more run.
final class RolloutListener implements PersistenceAdapter.Subscription, ChannelListener.Subscriber {

    private static final Duration CLOSING_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(RolloutListener.class.getName());

    private final ChannelListener channels;
    private final Runnable action;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private RolloutListener(ChannelListener channels, Runnable action) {
        this.channels = channels;
        this.action = action;
        this.thread = Thread.ofPlatform().name("rollout-listener").daemon().unstarted(this::work);
    }

    static RolloutListener start(ChannelListener channels, Runnable action) {
        var listener = new RolloutListener(channels, action);
        listener.thread.start();
        channels.subscribe(JdbcRollouts.CHANNEL, listener);
        return listener;
    }

    @Override
    public void begun() {
        due.release();
    }

    @Override
    public void told(String payload) {
        due.release();
    }

    @Override
    public void current(long nanos) {
        // Whoever reads again from time to time needs no proof.
    }

    @Override
    public void lost() {
        // Told again when the next connection has begun.
    }

    private void work() {
        try {
            while (true) {
                due.acquire();
                due.drainPermits();
                if (closed) {
                    return;
                }
                act();
            }
        } catch (InterruptedException _) {
            // Only closing interrupts.
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
        channels.unsubscribe(this);
        closed = true;
        due.release();
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
