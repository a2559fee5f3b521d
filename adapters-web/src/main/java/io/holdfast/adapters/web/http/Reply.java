package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import java.util.ArrayList;
import java.util.List;

/// An answer, complete but for the headers that every answer carries.
public record Reply(int status, String contentType, byte[] body, List<Header> headers) {

    public static final String JSON = "application/json";

    public Reply {
        headers = List.copyOf(headers);
    }

    /// @param value a record, map or list; record components are written in snake case
    public static Reply json(int status, Object value) {
        return new Reply(status, JSON, Json.write(value), List.of());
    }

    public static Reply ok(Object value) {
        return json(200, value);
    }

    public Reply with(Header... more) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Reply(status, contentType, body, all);
    }
}
