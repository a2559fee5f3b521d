package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program in a process of its own, as `./holdfast` starts it.
final class ProgramProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Pattern READY = Pattern.compile("Holdfast is ready: (http://[^/]+)/docs");

    private final Process process;
    private final Path log;
    private final List<String> printed = new ArrayList<>();
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread reader;

    private ProgramProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        reader = Thread.ofVirtual().start(this::readLines);
    }

    static ProgramProcess start(Path folder, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dholdfast.home=" + folder);
        command.add("io.holdfast.bootstrap.Main");
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        var log = folder.resolve("log.jsonl");
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
        builder.environment().put("HOLDFAST_DATA_DIR", folder.resolve("data").toString());
        builder.environment().put("HOLDFAST_PORT", "0");
        builder.environment().putAll(environment);
        try {
            return new ProgramProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command to its end and returns what it printed.
    static String run(Path folder, Map<String, String> environment, String... arguments)
            throws InterruptedException {
        try (var program = start(folder, environment, arguments)) {
            assertThat(program.process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            program.reader.join();
            assertThat(program.process.exitValue()).as(program.log()).isZero();
            return String.join("\n", program.printed);
        }
    }

    /// Runs a command to its end, whatever that is; `log` has what it said about it.
    static ProgramProcess end(Path folder, Map<String, String> environment, String... arguments)
            throws InterruptedException {
        try (var program = start(folder, environment, arguments)) {
            assertThat(program.process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            program.reader.join();
            return program;
        }
    }

    /// What a command that ended has printed.
    String output() {
        return String.join("\n", printed);
    }

    int exitCode() {
        return process.exitValue();
    }

    /// Types on its standard input, which stays open.
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// Waits until the server says it is ready.
    ///
    /// @return its address, such as `http://127.0.0.1:41234`
    String awaitReady() throws InterruptedException {
        return awaitLine(READY).group(1);
    }

    int awaitPort() throws InterruptedException {
        return URI.create(awaitReady()).getPort();
    }

    Matcher awaitLine(Pattern pattern) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            var line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("no line like " + pattern + "; the log:\n" + log());
            }
            var matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
            if (line.equals(END)) {
                throw new AssertionError("the program ended; the log:\n" + log());
            }
        }
    }

    private static final String END = "\u0000end";

    private void readLines() {
        try (var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                printed.add(line);
                lines.add(line);
            }
        } catch (IOException _) {
            // The process was killed while it was printing.
        }
        lines.add(END);
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `kill -9`
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// `SIGTERM`; waits for the end.
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
