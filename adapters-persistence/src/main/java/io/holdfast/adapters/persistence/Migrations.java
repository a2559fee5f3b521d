package io.holdfast.adapters.persistence;

import io.holdfast.adapters.persistence.PersistenceAdapter.CannotOpenException;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// Brings a database to the schema of this release, or says why it cannot.
final class Migrations {

    /// The oldest server the SQL was written for.
    static final int MIN_MAJOR_VERSION = 15;

    private final PersistenceAdapter.Settings settings;

    Migrations(PersistenceAdapter.Settings settings) {
        this.settings = settings;
    }

    void run() {
        requireServer();
        // Also refuses a migration that this release does not know: the database belongs to a newer
        // one, and writing to it with old code could spoil it.
        var flyway =
                Flyway.configure()
                        .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                        .jdbcProperties(Connections.driverSettings())
                        .locations("classpath:migration")
                        .validateMigrationNaming(true)
                        .ignoreMigrationPatterns(new String[0])
                        .cleanDisabled(true)
                        .load();
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new CannotOpenException(
                    "the database was not migrated by this release: " + e.getMessage(), e);
        } catch (FlywayException e) {
            throw new CannotOpenException(
                    "the database could not be migrated: " + e.getMessage(), e);
        }
    }

    private void requireServer() {
        try (var connection = Connections.plain(settings)) {
            var server = connection.getMetaData();
            if (server.getDatabaseMajorVersion() < MIN_MAJOR_VERSION) {
                throw new CannotOpenException(
                        "PostgreSQL "
                                + MIN_MAJOR_VERSION
                                + " or newer is needed; this is "
                                + server.getDatabaseProductVersion());
            }
        } catch (SQLException e) {
            throw CannotOpenException.of(e);
        }
    }
}
