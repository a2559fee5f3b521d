package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// An answer, complete but for the headers that every answer carries.
///
/// @param body all of it, or empty where `content` writes it
/// @param content what is written piece by piece
public record Reply(
        int status, String contentType, byte[] body, Content content, List<Header> headers) {

    public static final String JSON = "application/json";

    private static final Content IN_BODY = new InBody();

    /// Writes an answer's body while it is sent. What it throws breaks the answer off, which the
    /// client sees.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private record InBody() implements Content {
        @Override
        public void writeTo(OutputStream out) {
            // Nothing but the body is written.
        }
    }

    public Reply {
        headers = List.copyOf(headers);
    }

    public Reply(int status, String contentType, byte[] body, List<Header> headers) {
        this(status, contentType, body, IN_BODY, headers);
    }

    /// An answer of any length, which is never in memory as a whole.
    public static Reply streamed(int status, String contentType, Content content) {
        return new Reply(status, contentType, new byte[0], content, List.of());
    }

    /// @param value a record, map or list; record components are written in snake case
    public static Reply json(int status, Object value) {
        return new Reply(status, JSON, Json.write(value), List.of());
    }

    public static Reply ok(Object value) {
        return json(200, value);
    }

    boolean isStreamed() {
        return !(content instanceof InBody);
    }

    public Reply with(Header... more) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Reply(status, contentType, body, content, all);
    }
}
