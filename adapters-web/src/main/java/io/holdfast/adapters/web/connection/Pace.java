package io.holdfast.adapters.web.connection;

import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Watches how fast one connection's requests arrive, so that a sender of a byte now and then does
/// not hold it for ever. The head of a request has a deadline; its body has a grace and then a
/// minimum rate. Also bounds how much of a chunked body waits in memory for its chunk to be
/// complete. For the one thread that serves the connection.
public final class Pace {

    /// @param head from a request's first byte to the end of its headers
    /// @param bodyGrace what any body may take
    /// @param bodyBytesPerSecond beyond the grace a body must have come at this rate at least
    public record Limits(Duration head, Duration bodyGrace, long bodyBytesPerSecond) {
        public static Limits standard() {
            return new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 16 * 1024);
        }
    }

    private enum Phase {
        IDLE,
        HEAD,
        BODY
    }

    private static final ScopedValue<Pace> CURRENT = ScopedValue.newInstance();

    /// Of a body that nobody asked for, or of the framing around one.
    private static final int MAX_WAITING_BYTES = 256 * 1024;

    /// What is left of a body when its request was answered is read up to here, so that its sender
    /// gets to read the answer; above it the connection is cut.
    private static final long MAX_DROPPED_BYTES = 64L << 20;

    /// Counting what waits walks a list, so it is not done at each read.
    private static final int READS_PER_COUNT = 16;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.IDLE;
    private long begun;
    private boolean bodyBegun;
    private long bodyBytes;
    private int reads;
    private long expected;
    private boolean isAnswered;

    Pace(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    static ScopedValue<Pace> current() {
        return CURRENT;
    }

    /// Says that a body of up to `bytes` will be read now, which may come as one chunk.
    public static void expectBody(long bytes) {
        if (CURRENT.isBound()) {
            CURRENT.get().expected = bytes;
        }
    }

    /// @param waiting the bytes that were read and not yet used
    void beforeRead(IntSupplier waiting) {
        switch (phase) {
            case IDLE -> {
                // Whoever sends nothing is cut by the idle timeout.
            }
            case HEAD -> requireWithin(limits.head());
            case BODY -> beforeBodyRead(waiting);
        }
    }

    private void beforeBodyRead(IntSupplier waiting) {
        if (!bodyBegun) {
            bodyBegun = true;
            begun = nanoTime.getAsLong();
        }
        long earned = bodyBytes / limits.bodyBytesPerSecond();
        requireWithin(limits.bodyGrace().plusSeconds(earned));
        if (isAnswered && bodyBytes > MAX_DROPPED_BYTES) {
            throw new CloseConnectionException("too much of the body is left");
        }
        reads++;
        if (reads % READS_PER_COUNT == 0 && waiting.getAsInt() > expected + MAX_WAITING_BYTES) {
            throw RequestException.builder()
                    .type(DirectHandler.EventType.BAD_REQUEST)
                    .status(Status.REQUEST_ENTITY_TOO_LARGE_413)
                    .message("a chunk is too large")
                    .setKeepAlive(false)
                    .build();
        }
    }

    private void requireWithin(Duration limit) {
        if (nanoTime.getAsLong() - begun > limit.toSeconds() * NANOS_PER_SECOND) {
            throw new CloseConnectionException("the request came too slowly");
        }
    }

    void afterRead(int bytes) {
        switch (phase) {
            case IDLE -> beginHead();
            case HEAD -> {
                // Its end is seen by the parser.
            }
            case BODY -> bodyBytes += bytes;
        }
    }

    /// A request line was read, which may have come together with the request before it.
    void lineRead() {
        if (phase != Phase.HEAD) {
            beginHead();
        }
    }

    private void beginHead() {
        phase = Phase.HEAD;
        begun = nanoTime.getAsLong();
    }

    void headRead() {
        phase = Phase.BODY;
        bodyBegun = false;
        bodyBytes = 0;
        reads = 0;
        expected = 0;
        isAnswered = false;
    }

    /// What is left of the body has a grace of its own.
    ///
    /// @param hasBody whether the request announced one
    void answered(boolean hasBody) {
        phase = hasBody ? Phase.BODY : Phase.IDLE;
        isAnswered = true;
        bodyBegun = false;
        bodyBytes = 0;
        expected = 0;
    }
}
