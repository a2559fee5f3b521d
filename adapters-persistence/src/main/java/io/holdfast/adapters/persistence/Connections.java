package io.holdfast.adapters.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// Makes the ways to the database.
final class Connections {

    /// How long a caller waits for a free connection.
    private static final Duration BORROW_MAX = Duration.ofSeconds(5);

    /// The log's writer asks again with every group, so that it need not wait long.
    private static final Duration LOG_BORROW_MAX = Duration.ofSeconds(2);

    /// As whom the server lists the connection on which changes are told.
    static final String LISTENER = "holdfast-listener";

    private static final int WORK_POOL = 3;

    /// Requests wait for them, and are counted without the database where they take longer.
    private static final int LIMITS_POOL = 4;

    private static final Duration LIMITS_BORROW_MAX = Duration.ofSeconds(1);
    private static final Duration LIMITS_SILENCE_MAX = Duration.ofSeconds(3);

    /// A server that is silent for this long in the middle of a statement is taken for dead.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private Connections() {}

    /// The driver's settings that hold for every connection.
    static Map<String, String> driverSettings() {
        return Map.of(
                "ApplicationName",
                "holdfast",
                "connectTimeout",
                "5",
                "tcpKeepAlive",
                "true",
                // The detail of an error quotes stored values, which have no place in our log.
                "logServerErrorDetail",
                "false");
    }

    /// One connection outside of the pools, for statements of any length.
    static Connection plain(PersistenceAdapter.Settings settings) throws SQLException {
        var properties = new Properties();
        properties.putAll(driverSettings());
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.jdbcUrl(), properties);
    }

    /// One connection outside of the pools, which is silent most of the time.
    static Connection forListening(PersistenceAdapter.Settings settings) throws SQLException {
        var connection = plain(settings);
        connection.setClientInfo("ApplicationName", LISTENER);
        return connection;
    }

    static HikariDataSource pool(PersistenceAdapter.Settings settings) {
        return pooled(settings, "holdfast", settings.poolSize(), BORROW_MAX, SILENCE_MAX);
    }

    static HikariDataSource forLog(PersistenceAdapter.Settings settings) {
        return pooled(settings, "holdfast-log", 1, LOG_BORROW_MAX, SILENCE_MAX);
    }

    /// A few for the schedulers: their looks and signs of life are short.
    static HikariDataSource forWork(PersistenceAdapter.Settings settings) {
        return pooled(settings, "holdfast-work", WORK_POOL, BORROW_MAX, SILENCE_MAX);
    }

    /// Of their own, so that neither a flood of requests takes the connections of those that were
    /// let in, nor the other way round.
    static HikariDataSource forLimits(PersistenceAdapter.Settings settings) {
        return pooled(
                settings, "holdfast-limits", LIMITS_POOL, LIMITS_BORROW_MAX, LIMITS_SILENCE_MAX);
    }

    /// Connects when first asked: whether the database answers is checked elsewhere.
    private static HikariDataSource pooled(
            PersistenceAdapter.Settings settings,
            String name,
            int size,
            Duration borrowMax,
            Duration silenceMax) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        driverSettings().forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("socketTimeout", String.valueOf(silenceMax.toSeconds()));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(borrowMax.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
