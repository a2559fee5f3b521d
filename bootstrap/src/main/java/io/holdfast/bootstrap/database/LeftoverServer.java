package io.holdfast.bootstrap.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a PostgreSQL that outlived the process that started it, after `kill -9` of that one.
final class LeftoverServer {

    private static final System.Logger LOG = System.getLogger(LeftoverServer.class.getName());
    private static final Duration POLITE = Duration.ofSeconds(10);
    private static final Duration FORCED = Duration.ofSeconds(10);

    private LeftoverServer() {}

    /// Only a process that runs our own binaries is touched: the number in the file may belong to
    /// somebody else by now.
    static void stop(Path cluster, Path binaries) {
        var leftover = find(cluster.resolve("postmaster.pid"), binaries);
        leftover.ifPresent(process -> {
            LOG.log(
                    Level.INFO,
                    "ending the database process {0} of an earlier run",
                    Long.toString(process.pid()));
            process.destroy();
            if (!ended(process, POLITE)) {
                process.destroyForcibly();
                if (!ended(process, FORCED)) {
                    throw new IllegalStateException(
                            "the database process of an earlier run does not end: "
                                    + process.pid());
                }
            }
        });
    }

    private static Optional<ProcessHandle> find(Path pidFile, Path binaries) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .filter(line -> line.strip().matches("\\d{1,10}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .filter(process ->
                            process.info()
                                    .command()
                                    .map(Path::of)
                                    .filter(command -> command.startsWith(binaries))
                                    .isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pidFile, e);
        }
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
