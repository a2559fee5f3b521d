package io.holdfast.bootstrap.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// Plain statements past the product, on the database of a data folder that some process owns: what
/// measurements are made with and held against. For one thread.
public final class ScratchDatabase implements AutoCloseable {

    private static final int POOL = 1;

    private final DataFolder folder;
    private final EmbeddedDatabase database;
    private final Connection connection;

    private ScratchDatabase(DataFolder folder, EmbeddedDatabase database, Connection connection) {
        this.folder = folder;
        this.database = database;
        this.connection = connection;
    }

    /// @param path of a data folder whose database runs
    public static ScratchDatabase join(Path path) {
        var folder = DataFolder.at(path);
        var database = EmbeddedDatabase.startOrJoin(folder, POOL);
        var address = database.address();
        try {
            var connection =
                    DriverManager.getConnection(
                            address.jdbcUrl(), address.user(), address.password());
            return new ScratchDatabase(folder, database, connection);
        } catch (SQLException e) {
            database.close();
            folder.close();
            throw failed(e);
        }
    }

    /// Statements, each in a transaction of its own unless they say else.
    public void execute(String... statements) {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The first value of the first row.
    public long number(String query) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Runs a statement over and over, prepared once, each in a transaction and a round trip.
    public void repeat(String sql, int times) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < times; i++) {
                statement.execute();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Writes the rows of a query as COPY has them.
    public void copyOut(String query, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT", out);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Reads them back, in one transaction.
    ///
    /// @param target a table and its columns
    public void copyIn(String target, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target + " FROM STDIN", in);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException cause) {
        return new IllegalStateException("the scratch database: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try (folder;
                database) {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
