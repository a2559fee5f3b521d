package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// What a request carries, never more of it than a limit. A length that is announced is checked
/// before the first byte is read; one that is not (chunked) while reading.
public final class RequestBody {

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
        if (request.headers().contentLength().orElse(0) > limit) {
            throw tooLarge(limit);
        }
        if (held != null) {
            return new Limited(new ByteArrayInputStream(held), limit);
        }
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

    private static final class Limited extends FilterInputStream {

        private final int limit;
        private long count;

        Limited(InputStream in, int limit) {
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

        /// A client that went away in the middle is no failure of ours to report.
        private int readAvailable(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (RequestException | CloseConnectionException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new CloseConnectionException("the body ended early", e);
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
