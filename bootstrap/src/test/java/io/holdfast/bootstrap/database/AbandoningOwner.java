package io.holdfast.bootstrap.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A process that starts the database, writes a row and dies without a word.
final class AbandoningOwner {

    private AbandoningOwner() {}

    static int run(Path folder) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandoningOwner.class.getName(),
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    public static void main(String[] args) throws SQLException {
        var address = EmbeddedDatabase.start(DataFolder.at(Path.of(args[0])), 4).address();
        try (var connection =
                        DriverManager.getConnection(
                                address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO kept VALUES (2)");
        }
        Runtime.getRuntime().halt(0);
    }
}
