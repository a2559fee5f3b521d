package io.holdfast.bootstrap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    private static final int POOL = 4;

    @TempDir Path temp;

    @Test
    void keeps_its_data_over_a_restart_and_over_the_death_of_its_owner() throws Exception {
        var first = DataFolder.at(temp);
        try (var database = EmbeddedDatabase.start(first, POOL)) {
            execute(database, "CREATE TABLE kept (n int)");
            execute(database, "INSERT INTO kept VALUES (1)");
        }
        first.close();

        assertThat(AbandoningOwner.run(temp)).isZero();

        var third = DataFolder.at(temp);
        try (var database = EmbeddedDatabase.start(third, POOL);
                var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sum(n) FROM kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(3);
        }
        third.close();
    }

    @Test
    void begins_anew_where_the_very_first_start_was_cut_off() throws Exception {
        Files.createDirectories(temp.resolve("postgres/base"));
        Files.writeString(temp.resolve("postgres/postgresql.conf"), "# half a file");
        var folder = DataFolder.at(temp);
        try (var database = EmbeddedDatabase.start(folder, POOL)) {
            execute(database, "SELECT 1");
        }
        folder.close();
    }

    @Test
    void is_durable_closed_to_strangers_and_refuses_a_second_owner() throws SQLException {
        var folder = DataFolder.at(temp);
        try (var database = EmbeddedDatabase.start(folder, POOL)) {
            for (var setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
                assertThat(show(database, setting)).isEqualTo("on");
            }
            assertThat(show(database, "unix_socket_directories")).isEmpty();
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                            database.address().jdbcUrl(),
                                            EmbeddedDatabase.USER,
                                            "guess")
                                    .close())
                    .isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> EmbeddedDatabase.start(DataFolder.at(temp), POOL))
                    .isInstanceOf(DatabaseInUse.class)
                    .hasMessageContaining(temp.toString())
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            try (var joined = EmbeddedDatabase.startOrJoin(DataFolder.at(temp), POOL)) {
                assertThat(show(joined, "port")).isEqualTo(show(database, "port"));
            }
            execute(database, "SELECT 1"); // Leaving did not stop the owner's server.
        }
        folder.close();
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        var address = database.address();
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(EmbeddedDatabase database, String setting) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
