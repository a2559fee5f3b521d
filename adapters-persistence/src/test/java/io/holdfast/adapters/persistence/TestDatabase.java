package io.holdfast.adapters.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL database of a test's own, on a server that is started once for a JVM and shared.
/// Making one takes some tens of milliseconds: a migrated database is copied.
public final class TestDatabase implements AutoCloseable {

    /// Replication mode keeps triggers that protect rows from speaking up.
    private static final String CLEAR =
            """
            DO $$
            BEGIN
                SET LOCAL session_replication_role = replica;
                EXECUTE (SELECT 'TRUNCATE ' || string_agg(format('%I', relname), ', ')
                         FROM pg_class
                         WHERE relnamespace = 'public'::regnamespace
                           AND relkind IN ('r', 'p')
                           AND NOT relispartition
                           AND relname <> 'flyway_schema_history');
            END
            $$
            """;

    private static final String TEMPLATE = "holdfast_template";

    /// Started when the first test asks for a database.
    private static final class Shared {

        private static final TestServer SERVER = TestServer.start();
        private static final AtomicInteger MADE = new AtomicInteger();

        static {
            SERVER.execute("postgres", "CREATE DATABASE " + TEMPLATE);
            PersistenceAdapter.migrateOnly(settings(TEMPLATE));
        }
    }

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /// With the schema of this release and no rows.
    public static TestDatabase migrated() {
        return create(" TEMPLATE " + TEMPLATE);
    }

    /// With nothing in it.
    public static TestDatabase empty() {
        return create("");
    }

    private static TestDatabase create(String suffix) {
        var name = "test_" + Shared.MADE.incrementAndGet();
        Shared.SERVER.execute("postgres", "CREATE DATABASE " + name + suffix);
        return new TestDatabase(name);
    }

    private static PersistenceAdapter.Settings settings(String database) {
        return new PersistenceAdapter.Settings(
                Shared.SERVER.url(database),
                Shared.SERVER.user(),
                Shared.SERVER.password(),
                10,
                PersistenceAdapter.InferenceLogSettings.standard());
    }

    public PersistenceAdapter.Settings settings() {
        return settings(name);
    }

    /// A connection of the test's own, past all adapters.
    public Connection connect() throws SQLException {
        var settings = settings();
        return DriverManager.getConnection(
                settings.jdbcUrl(), settings.user(), settings.password());
    }

    public void execute(String sql) {
        Shared.SERVER.execute(name, sql);
    }

    /// Empties every table of the schema, so that test methods can share a database.
    public void clear() {
        execute(CLEAR);
    }

    /// Runs statements past all triggers, as whoever owns the server can.
    public void past(String sql) {
        execute("SET session_replication_role = replica; " + sql);
    }

    @Override
    public void close() {
        drop();
    }

    /// Removes the database, whoever is still connected.
    public void drop() {
        Shared.SERVER.execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
