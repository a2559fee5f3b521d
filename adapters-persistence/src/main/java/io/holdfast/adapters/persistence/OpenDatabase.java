package io.holdfast.adapters.persistence;

import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.adapters.persistence.PersistenceAdapter.CannotOpenException;
import io.holdfast.adapters.persistence.PersistenceAdapter.Settings;
import io.holdfast.adapters.persistence.scoring.GroupCommitLog;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hibernate.SessionFactory;

/// What is open on a database that was migrated and checked. Where the opening fails, nothing stays
/// open.
record OpenDatabase(
        HikariDataSource pool,
        HikariDataSource logPool,
        SessionFactory sessions,
        GroupCommitLog inferenceLog) {

    static OpenDatabase open(Settings settings, InstantSource clock) {
        var pool = Connections.pool(settings);
        var logPool = Connections.forLog(settings);
        boolean opened = false;
        try {
            var database = open(settings, clock, pool, logPool);
            opened = true;
            return database;
        } finally {
            if (!opened) {
                logPool.close();
                pool.close();
            }
        }
    }

    /// Hibernate starts while the migrations run: neither needs the other until both are done.
    private static OpenDatabase open(
            Settings settings,
            InstantSource clock,
            HikariDataSource pool,
            HikariDataSource logPool) {
        var starting =
                CompletableFuture.supplyAsync(
                        () -> Entities.open(pool), task -> Thread.ofVirtual().start(task));
        boolean opened = false;
        try {
            PersistenceAdapter.migrateOnly(settings);
            var sessions = starting.join();
            Entities.validate(sessions);
            var log = settings.log();
            var inferenceLog =
                    new GroupCommitLog(
                            logPool::getConnection,
                            new GroupCommitLog.Settings(
                                    log.queueCapacity(), log.groupMax(), log.async()),
                            clock);
            inferenceLog.start();
            opened = true;
            return new OpenDatabase(pool, logPool, sessions, inferenceLog);
        } catch (SQLException e) {
            throw CannotOpenException.of(e);
        } catch (CompletionException e) {
            throw new CannotOpenException("the entities cannot be mapped: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                closeWhenStarted(starting);
            }
        }
    }

    private static void closeWhenStarted(CompletableFuture<SessionFactory> starting) {
        try {
            starting.join().close();
        } catch (CompletionException _) {
            // It did not start, so there is nothing to close; what stopped the opening is thrown.
        }
    }
}
