package io.holdfast.bootstrap.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A PostgreSQL of our own in the data folder: real binaries, durable settings, a password, no Unix
/// socket. It survives `kill -9` of this process and of itself.
public final class EmbeddedDatabase implements AutoCloseable {

    public static final String USER = "postgres";

    private static final System.Logger LOG = System.getLogger(EmbeddedDatabase.class.getName());
    private static final String CLUSTER = "postgres";
    private static final String BINARIES = "postgres-binaries";
    private static final String READY = "postgres.ready";
    private static final String PASSWORD = "postgres.password";
    private static final String PORT = "postgres.port";
    private static final String OWNER = "owner.pid";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int MAX_CONNECTIONS_BESIDE_POOL = 20;

    /// How to reach it.
    public record Address(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return jdbcUrl;
        }
    }

    private final Address address;
    private final AutoCloseable stop;

    private EmbeddedDatabase(Address address, AutoCloseable stop) {
        this.address = address;
        this.stop = stop;
    }

    public Address address() {
        return address;
    }

    /// Starts the server; this process becomes the folder's owner.
    ///
    /// @throws DatabaseInUse when another process is
    public static EmbeddedDatabase start(DataFolder folder, int poolSize) {
        if (!folder.own()) {
            throw new DatabaseInUse(folder.path(), owner(folder));
        }
        return startOwned(folder, poolSize);
    }

    private static EmbeddedDatabase startOwned(DataFolder folder, int poolSize) {
        folder.remove(PORT);
        folder.write(OWNER, Long.toString(ProcessHandle.current().pid()));
        var password = folder.secret(PASSWORD);
        var cluster = folder.path().resolve(CLUSTER);
        LeftoverServer.stop(cluster, folder.path().resolve(BINARIES));
        boolean ready = folder.read(READY).isPresent();
        if (!ready) {
            setAside(cluster);
        }
        try {
            if (!ready) {
                Cluster.create(folder.path(), cluster, password);
                folder.write(READY, "1");
            }
            var server =
                    builder(folder.path(), cluster)
                            .setConnectConfig("password", password)
                            .setServerConfig(
                                    "max_connections",
                                    Integer.toString(poolSize + MAX_CONNECTIONS_BESIDE_POOL))
                            .start();
            folder.write(PORT, Integer.toString(server.getPort()));
            return new EmbeddedDatabase(addressAt(server.getPort(), password), server);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
        }
    }

    /// For a command that runs beside a server: uses the database of the folder's owner where there
    /// is one, else starts it.
    public static EmbeddedDatabase startOrJoin(DataFolder folder, int poolSize) {
        if (folder.own()) {
            return startOwned(folder, poolSize);
        }
        var port = folder.read(PORT);
        var password = folder.read(PASSWORD);
        if (port.isEmpty() || password.isEmpty()) {
            throw new DatabaseInUse(folder.path(), owner(folder) + ", still starting");
        }
        return new EmbeddedDatabase(
                addressAt(Integer.parseInt(port.get()), password.get()), () -> {});
    }

    static EmbeddedPostgres.Builder builder(Path folder, Path cluster) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve(BINARIES).toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("password_encryption", "scram-sha-256");
    }

    private static Address addressAt(int port, String password) {
        return new Address("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
    }

    private static String owner(DataFolder folder) {
        return folder.read(OWNER).map(pid -> "process " + pid).orElse("unknown process");
    }

    /// What an earlier first start left when it was cut off. Kept beside, in case the mark that it
    /// was finished was lost and not the work.
    private static void setAside(Path cluster) {
        if (!Files.exists(cluster)) {
            return;
        }
        for (int i = 1; ; i++) {
            var aside = cluster.resolveSibling(CLUSTER + ".unfinished-" + i);
            if (!Files.exists(aside)) {
                LOG.log(Level.WARNING, "{0} was never finished; it is kept as {1}", cluster, aside);
                try {
                    Files.move(cluster, aside);
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot move the unfinished " + cluster, e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            stop.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the embedded PostgreSQL did not stop cleanly", e);
        }
    }
}
