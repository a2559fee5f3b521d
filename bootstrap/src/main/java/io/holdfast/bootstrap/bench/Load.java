package io.holdfast.bootstrap.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/// Callers that ask one thing over and over, each on a connection of its own and in a closed loop:
/// the next request goes out when the last answer is in.
final class Load implements AutoCloseable {

    private static final long MAX_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;
    private static final int DIGITS = 3;
    private static final int SUCCESS = 2;

    /// What a turn brought.
    ///
    /// @param answered with success; only these count and are timed
    /// @param refused with any other status
    record Turn(double seconds, long answered, long refused, Histogram micros) {

        Turn plus(Turn other) {
            var both = micros.copy();
            both.add(other.micros);
            return new Turn(
                    seconds + other.seconds,
                    answered + other.answered,
                    refused + other.refused,
                    both);
        }

        double perSecond() {
            return answered / seconds;
        }

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }
    }

    private final List<HttpConnection> connections;

    private Load(List<HttpConnection> connections) {
        this.connections = connections;
    }

    static Load open(int port, int connections) throws IOException {
        var load = new Load(new ArrayList<>());
        try {
            for (int i = 0; i < connections; i++) {
                load.connections.add(HttpConnection.open(port));
            }
        } catch (IOException e) {
            load.close();
            throw e;
        }
        return load;
    }

    int size() {
        return connections.size();
    }

    /// Every caller ends with the first answer after `time`.
    Turn run(byte[] request, Duration time) throws IOException, InterruptedException {
        var micros = new AtomicHistogram(MAX_MICROS, DIGITS);
        long started = System.nanoTime();
        long end = started + time.toNanos();
        long refused = 0;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Long>>();
            for (var connection : connections) {
                calls.add(callers.submit(() -> call(connection, request, end, micros)));
            }
            for (var call : calls) {
                refused += call.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a caller failed", e.getCause());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Turn(seconds, micros.getTotalCount(), refused, micros);
    }

    private static long call(
            HttpConnection connection, byte[] request, long end, AtomicHistogram micros)
            throws IOException {
        long refused = 0;
        for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
            if (connection.exchange(request) / 100 == SUCCESS) {
                micros.recordValue(Math.min((System.nanoTime() - sent) / 1_000, MAX_MICROS));
            } else {
                refused++;
            }
        }
        return refused;
    }

    @Override
    public void close() {
        for (var connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
