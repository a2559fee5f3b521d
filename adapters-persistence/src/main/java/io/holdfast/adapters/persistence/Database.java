package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// The transactions, and the way to the database for every adapter of this module.
///
/// Inside a transaction all work, by JDBC and by entities, runs on its one connection. Outside,
/// each call borrows a connection for itself: `read` lets every statement stand alone, `write`
/// makes a transaction of its own.
///
/// Entities go through a stateless session: the domain's values are immutable, so there is nothing
/// a persistence context could watch, and an update that is stale does not doom the transaction.
public final class Database implements Transactions {

    @FunctionalInterface
    public interface SqlWork<T> {
        T run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    public interface EntityWork<T> {
        T run(StatelessSession session);
    }

    private final DataSource pool;
    private final SessionFactory sessions;
    private final ScopedValue<Unit> current = ScopedValue.newInstance();

    Database(DataSource pool, SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return current.isBound() ? join(current.get(), work) : begin(work);
    }

    /// Whether the caller is in the middle of a transaction, whose writes nobody else sees yet.
    public boolean isInTransaction() {
        return current.isBound();
    }

    /// Runs statements that change nothing.
    public <T> T read(SqlWork<T> work) {
        if (current.isBound()) {
            return lock(work);
        }
        try (var connection = pool.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /// Runs statements in the running transaction, or in one of their own.
    public <T> T write(SqlWork<T> work) {
        return call(() -> lock(work));
    }

    /// Runs statements in a transaction of their own, on a connection of its own, even within
    /// another: what they write stays when that one is rolled back. Such a caller holds two
    /// connections of the pool for as long.
    public <T> T apart(SqlWork<T> work) {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean kept = false;
            try {
                var result = work.run(connection);
                connection.commit();
                kept = true;
                return result;
            } finally {
                if (!kept) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /// Runs statements whose effect ends with the transaction; there must be one. A failure dooms
    /// it: the server has given it up, and its driver does not say so when it is asked to commit.
    public <T> T lock(SqlWork<T> work) {
        if (!current.isBound()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        var unit = current.get();
        return join(
                unit,
                () -> {
                    try {
                        return work.run(unit.connection);
                    } catch (SQLException e) {
                        throw DatabaseException.of(e);
                    }
                });
    }

    /// As `lock`, for statements over which the server is silent for long; afterwards silence means
    /// what it did before.
    ///
    /// @param silenceMax after which the server is taken for dead
    public <T> T patiently(Duration silenceMax, SqlWork<T> work) {
        return lock(connection -> {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silenceMax.toMillis()));
            try {
                return work.run(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, before);
                }
            }
        });
    }

    /// Runs the action when the running transaction has ended, however it ended: where the commit's
    /// answer is lost, nobody knows. There must be a transaction. The action must not fail.
    public void afterwards(Runnable action) {
        if (!current.isBound()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        current.get().afterwards.add(action);
    }

    /// Reads entities.
    public <T> T readEntities(EntityWork<T> work) {
        return read(connection -> {
            if (current.isBound()) {
                return run(current.get().session(), work);
            }
            try (var session = sessions.openStatelessSession(connection)) {
                return run(session, work);
            }
        });
    }

    /// Changes entities, in the running transaction or in one of their own.
    public <T> T writeEntities(EntityWork<T> work) {
        return call(() -> run(current.get().session(), work));
    }

    private static <T> T run(StatelessSession session, EntityWork<T> work) {
        try {
            return work.run(session);
        } catch (HibernateException e) {
            throw new DatabaseException("database error: " + e.getMessage(), e);
        }
    }

    private static <T> T join(Unit unit, Supplier<T> work) {
        boolean finished = false;
        try {
            var result = work.get();
            finished = true;
            return result;
        } finally {
            unit.doomed |= !finished;
        }
    }

    private <T> T begin(Supplier<T> work) {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            var unit = new Unit(connection, sessions);
            try (unit) {
                var result = ScopedValue.where(current, unit).call(work::get);
                unit.commit();
                return result;
            } finally {
                unit.afterwards.forEach(Runnable::run);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /// One transaction on one connection; ends rolled back unless committed.
    private static final class Unit implements AutoCloseable {

        private final Connection connection;
        private final SessionFactory sessions;
        private final List<Runnable> afterwards = new ArrayList<>();
        private @Nullable StatelessSession session;
        private boolean doomed;
        private boolean committed;

        Unit(Connection connection, SessionFactory sessions) {
            this.connection = connection;
            this.sessions = sessions;
        }

        /// Opened when first asked for: most transactions need none.
        StatelessSession session() {
            var opened = session;
            if (opened == null) {
                opened = sessions.openStatelessSession(connection);
                session = opened;
            }
            return opened;
        }

        void commit() throws SQLException {
            if (doomed) {
                throw new IllegalStateException("a part of the transaction failed: rolled back");
            }
            connection.commit();
            committed = true;
        }

        @Override
        public void close() throws SQLException {
            try {
                if (session != null) {
                    session.close();
                }
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }
}
