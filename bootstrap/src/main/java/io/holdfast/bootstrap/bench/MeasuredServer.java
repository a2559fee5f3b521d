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
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The server in a process of its own, started as `./holdfast` starts it, with a data folder of its
/// own and made-up secrets. It ends when its orders do, so it outlives nobody.
final class MeasuredServer implements AutoCloseable {

    static final String CLIENT_KEY = "bench-client-key-0001";
    static final String ADMIN_PASSWORD = "bench admin password";
    private static final String SECRET = "bench-secret-of-at-least-32-bytes";
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;
    private final Path log;
    private int port;

    private MeasuredServer(Process process, Path log) {
        this.process = process;
        this.log = log;
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static MeasuredServer start(Path folder) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(BenchServerMain.class.getName());
        var log = folder.resolve("server.log");
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
        environment.put("HOLDFAST_DATA_DIR", folder.resolve("data").toString());
        environment.put("HOLDFAST_PORT", "0");
        environment.put("HOLDFAST_API_KEY", CLIENT_KEY);
        environment.put("HOLDFAST_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("HOLDFAST_SECRET_KEY", SECRET);
        environment.put("HOLDFAST_SHUTDOWN_GRACE_SECONDS", "5");
        return new MeasuredServer(builder.start(), log);
    }

    /// It trains its models first.
    void awaitReady() throws IOException {
        port = Integer.parseInt(hear(BenchServer.READY));
    }

    /// Once it is ready.
    int port() {
        return port;
    }

    /// Carried out when this returns.
    void order(String order) throws IOException {
        orders.println(order);
        var _ = hear(BenchServer.DONE);
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
        var lines = Files.readAllLines(log);
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
