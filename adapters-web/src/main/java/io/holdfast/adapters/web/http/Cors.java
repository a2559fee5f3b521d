package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.util.List;
import java.util.Set;

/// Tells browsers which other sites may read our answers: exactly the origins of the settings. A
/// request from elsewhere is answered as any other, without the headers that would let its page
/// read the answer.
final class Cors {

    private static final String MAX_AGE_SECONDS = "600";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, X-API-Key, X-Request-ID, Idempotency-Key, traceparent";
    private static final String EXPOSED_HEADERS =
            "X-Request-ID, X-Process-Time, Retry-After, Idempotency-Replayed, "
                    + RateLimitHeaders.NAMES;

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /// @param allowed the methods of the path, for an answer to OPTIONS; empty otherwise
    void apply(Exchange exchange, String allowed, ServerResponseHeaders headers) {
        if (origins.isEmpty()) {
            return;
        }
        var origin = exchange.header("Origin");
        if (origin == null || !origins.contains(origin)) {
            return;
        }
        headers.set(HeaderValues.create("Access-Control-Allow-Origin", origin));
        headers.set(HeaderValues.create("Access-Control-Allow-Credentials", "true"));
        headers.set(HeaderValues.create("Access-Control-Expose-Headers", EXPOSED_HEADERS));
        if (!allowed.isEmpty()) {
            headers.set(HeaderValues.create("Access-Control-Allow-Methods", allowed));
            headers.set(HeaderValues.create("Access-Control-Allow-Headers", REQUEST_HEADERS));
            headers.set(HeaderValues.create("Access-Control-Max-Age", MAX_AGE_SECONDS));
        }
    }
}
