package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchServer;
import io.holdfast.bootstrap.cli.BenchServerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The server in a process of its own, started as `./holdfast` starts it, with a data folder of its
/// own and made-up secrets. It ends when its orders do, so it outlives nobody.
final class MeasuredServer implements AutoCloseable {

    static final String CLIENT_KEY = "bench-client-key-0001";
    static final String ADMIN_PASSWORD = "bench admin password";
    private static final String SECRET = "bench-secret-of-at-least-32-bytes";
    private static final String DATA = "data";
    private static final String LOG = "server.log";
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;
    private final Path folder;
    private int port;

    private MeasuredServer(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// @param folder of its own; made where it is missing
    /// @param options of its virtual machine beside ours
    static MeasuredServer start(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(BenchServerMain.class.getName());
        var log = folder.resolve(LOG);
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
        environment.put("HOLDFAST_DATA_DIR", folder.resolve(DATA).toString());
        environment.put("HOLDFAST_PORT", "0");
        environment.put("HOLDFAST_API_KEY", CLIENT_KEY);
        environment.put("HOLDFAST_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("HOLDFAST_SECRET_KEY", SECRET);
        environment.put("HOLDFAST_SHUTDOWN_GRACE_SECONDS", "5");
        return new MeasuredServer(builder.start(), folder);
    }

    /// It has no models before it is told to train them.
    void awaitReady() throws IOException {
        port = Integer.parseInt(hear(BenchServer.READY));
    }

    /// Where its database is.
    Path data() {
        return folder.resolve(DATA);
    }

    /// Once it is ready.
    int port() {
        return port;
    }

    /// Carried out when this returns.
    ///
    /// @return the numbers of its answer
    List<Long> order(Object... words) throws IOException {
        orders.println(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
        return Arrays.stream(hear(BenchServer.DONE).split(" "))
                .filter(one -> !one.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /// What else is printed is the virtual machine's and passed over.
    private String hear(String expected) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(expected)) {
                return line.substring(expected.length());
            }
        }
        throw new IOException("the measured server failed; its log ends\n" + logEnd());
    }

    private String logEnd() throws IOException {
        var lines = Files.readAllLines(folder.resolve(LOG));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /// Tells it to end and waits, so that its database is stopped too. May be called again.
    @Override
    public void close() {
        orders.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
