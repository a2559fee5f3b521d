package io.holdfast.adapters.persistence;

import io.holdfast.adapters.persistence.PersistenceAdapter.CannotOpenException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a database to the schema of this release, or says why it cannot.
final class Migrations {

    /// The oldest server the SQL was written for.
    private static final int MIN_MAJOR_VERSION = 15;

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
            requireValid(flyway);
            flyway.migrate();
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

    private static void requireValid(Flyway flyway) {
        var result = flyway.validateWithResult();
        var differing =
                result.invalidMigrations.stream()
                        .filter(each -> !isPending(each.errorDetails.errorCode.toString()))
                        .map(each ->
                                "migration %s (%s): %s"
                                        .formatted(
                                                each.version,
                                                each.description,
                                                each.errorDetails.errorMessage))
                        .collect(Collectors.joining("; "));
        if (!differing.isEmpty()) {
            throw new CannotOpenException(
                    "the database was not migrated by this release: " + differing);
        }
    }

    private static boolean isPending(String code) {
        return code.equals("RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED");
    }
}
