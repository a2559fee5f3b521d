package io.holdfast.adapters.persistence.identity;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.adapters.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A pool that counts who asks, and that can be cut off.
final class CountedConnections extends HikariDataSource {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    CountedConnections(TestDatabase database) {
        super(config(database));
    }

    private static HikariConfig config(TestDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.settings().jdbcUrl());
        config.setUsername(database.settings().user());
        config.setPassword(database.settings().password());
        config.setMaximumPoolSize(2);
        return config;
    }

    int asked() {
        return asked.get();
    }

    void cutOff(boolean cut) {
        away.set(cut);
    }

    @Override
    public Connection getConnection() throws SQLException {
        asked.incrementAndGet();
        if (away.get()) {
            throw new SQLException("nothing answers", "08001");
        }
        return super.getConnection();
    }
}
