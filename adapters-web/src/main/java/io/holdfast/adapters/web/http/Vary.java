package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;

/// Which request headers an answer depends on. Not added by Helidon's `add`: that loses the value
/// that was there, when it was set as a constant.
final class Vary {

    private Vary() {}

    static void on(String header, ServerResponseHeaders headers) {
        headers.set(
                HeaderNames.VARY,
                headers.contains(HeaderNames.VARY)
                        ? headers.get(HeaderNames.VARY).get() + ", " + header
                        : header);
    }
}
