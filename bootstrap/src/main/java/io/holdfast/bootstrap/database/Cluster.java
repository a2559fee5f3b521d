package io.holdfast.bootstrap.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/// Makes a new cluster and closes its doors: the initial one trusts every local user.
final class Cluster {

    private static final String ACCESS =
            """
            # Written by Holdfast: a password for everybody, and no other way in.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private Cluster() {}

    static void create(Path folder, Path cluster, String password) throws IOException {
        try (var server =
                        EmbeddedDatabase.builder(folder, cluster)
                                .setLocaleConfig("locale", "C")
                                .start();
                var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            // The password is hex digits of our own making.
            statement.execute(
                    "ALTER USER " + EmbeddedDatabase.USER + " PASSWORD '" + password + "'");
        } catch (SQLException e) {
            throw new IOException("the new cluster took no password", e);
        }
        var beside = cluster.resolve("pg_hba.conf.new");
        Files.writeString(beside, ACCESS);
        Files.move(beside, cluster.resolve("pg_hba.conf"), StandardCopyOption.ATOMIC_MOVE);
    }
}
