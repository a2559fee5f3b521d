package io.holdfast.adapters.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// One PostgreSQL server for the tests of a JVM: in a container when Docker answers, else the
/// embedded one. Ends with the JVM.
final class TestServer {

    private static final Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");
    private static final String IMAGE = "postgres:17-alpine";

    private final String address;
    private final String user;
    private final String password;

    private TestServer(String address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    static TestServer start() {
        return dockerAnswers() ? container() : embedded();
    }

    /// Testcontainers itself would look in many places, and slowly.
    private static boolean dockerAnswers() {
        if (System.getenv("DOCKER_HOST") != null) {
            return true;
        }
        if (!Files.exists(DOCKER_SOCKET)) {
            return false;
        }
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(DOCKER_SOCKET))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @SuppressWarnings("resource") // lives as long as the JVM, and is removed by Testcontainers
    private static TestServer container() {
        var container = new PostgreSQLContainer(IMAGE);
        container.start();
        return new TestServer(
                "jdbc:postgresql://%s:%d/"
                        .formatted(
                                container.getHost(),
                                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)),
                container.getUsername(),
                container.getPassword());
    }

    /// With fsync, unlike the library's default: what is measured here should be what is served.
    @SuppressWarnings("resource") // lives as long as the JVM, and is stopped by a hook
    private static TestServer embedded() {
        try {
            var server =
                    EmbeddedPostgres.builder()
                            .setServerConfig("fsync", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "200")
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .start();
            return new TestServer(
                    "jdbc:postgresql://localhost:%d/".formatted(server.getPort()),
                    "postgres",
                    "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String database) {
        return address + database;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    void execute(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), user, password);
    }
}
