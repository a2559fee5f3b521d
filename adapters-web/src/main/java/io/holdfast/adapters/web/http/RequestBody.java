package io.holdfast.adapters.web.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.holdfast.adapters.web.connection.Pace;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// What a request carries, never more of it than a limit. A length that is announced is checked
/// before the first byte is read; one that is not (chunked) while reading.
public final class RequestBody {

    private static final int MAX_CHUNK_BYTES = 1 << 20;

    private final ServerRequest request;
    private final byte @Nullable [] held;

    /// @param held what was read already, if it was
    RequestBody(ServerRequest request, byte @Nullable [] held) {
        this.request = request;
        this.held = held;
    }

    public @Nullable String contentType() {
        return request.headers().first(HeaderNames.CONTENT_TYPE).orElse(null);
    }

    /// Whether the request has none.
    public boolean isAbsent() {
        return !request.content().hasEntity();
    }

    /// All of it; refuses with 413 what is longer than `limit` bytes.
    public byte[] bytes(int limit) {
        if (held != null) {
            if (held.length > limit) {
                throw tooLarge(limit);
            }
            return held;
        }
        try (var in = stream(limit)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CloseConnectionException("the body ended early", e);
        }
    }

    /// Refuses with 413, here or in a read, what is longer than `limit` bytes.
    public InputStream stream(int limit) {
        return stream(limit, limit);
    }

    /// As `stream`, for what may be larger than memory: no chunk of it may be longer than
    /// `MAX_CHUNK_BYTES`, since each is held until it is complete.
    public InputStream pieces(long limit) {
        return stream(limit, (int) Math.min(limit, MAX_CHUNK_BYTES));
    }

    private InputStream stream(long limit, int expected) {
        if (request.headers().contentLength().orElse(0) > limit) {
            throw tooLarge(limit);
        }
        if (held != null) {
            return new Limited(new ByteArrayInputStream(held), limit);
        }
        Pace.expectBody(expected);
        return request.content().hasEntity()
                ? new Limited(request.content().inputStream(), limit)
                : new ByteArrayInputStream(new byte[0]);
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(
                Problem.of(
                        ProblemType.TOO_LARGE,
                        "the body must not have more than %d bytes".formatted(limit)));
    }

    private static Refusal broken(int status) {
        return new Refusal(
                status == ProblemType.TOO_LARGE.status()
                        ? Problem.of(
                                ProblemType.TOO_LARGE,
                                "the body or a chunk of it is too large",
                                HeaderValues.CONNECTION_CLOSE)
                        : Problem.of(
                                ProblemType.MALFORMED_REQUEST,
                                "the body is not framed as HTTP asks for",
                                HeaderValues.CONNECTION_CLOSE));
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long count;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = readAvailable(buffer, offset, length);
            if (read > 0) {
                count += read;
                if (count > limit) {
                    throw tooLarge(limit);
                }
            }
            return read;
        }

        /// A client that went away in the middle is no failure of ours to report. Where a body is
        /// broken nobody knows its end, so that no other request can follow it.
        private int readAvailable(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (CloseConnectionException e) {
                throw e;
            } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException e) {
                throw new CloseConnectionException("the body ended early", e);
            } catch (RequestException e) {
                throw broken(e.status().code());
            } catch (RuntimeException _) {
                // The server's reader fails in many ways.
                throw broken(400);
            }
        }

        @Override
        public long skip(long bytes) throws IOException {
            var skipped = readNBytes((int) Math.min(bytes, 8192));
            return skipped.length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
