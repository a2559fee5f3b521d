package io.holdfast.adapters.web.connection;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.List;
import java.util.regex.Pattern;

/// Refuses requests that two readers could understand differently, such as a proxy and this server:
/// what one of them takes for a body, the other might take for the next request. Also bounds what
/// the server itself does not: the number of headers and of query parameters.
final class RequestShape implements Http1ConnectionListener {

    static final int MAX_HEADERS = 100;
    static final int MAX_QUERY_PARAMETERS = 100;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /// Of these the first would count here, and perhaps the last elsewhere.
    private static final List<HeaderName> SINGLE =
            List.of(
                    HeaderNames.AUTHORIZATION,
                    HeaderNames.CONTENT_TYPE,
                    HeaderNames.ORIGIN,
                    HeaderNames.create("X-API-Key"),
                    HeaderNames.create("X-Request-ID"),
                    HeaderNames.create("Idempotency-Key"));

    @Override
    public void prologue(ConnectionContext context, HttpPrologue line) {
        if (context instanceof GuardedContext guarded) {
            guarded.lineRead(line);
        }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        if (context instanceof GuardedContext guarded) {
            var line = guarded.line();
            if (line != null) {
                check(line, headers);
            }
            guarded.headRead(
                    headers.contains(HeaderNames.TRANSFER_ENCODING)
                            || headers.contains(HeaderNames.CONTENT_LENGTH));
        }
    }

    private static void check(HttpPrologue line, Headers headers) {
        int count = 0;
        boolean named = true;
        for (var header : headers) {
            count += header.valueCount();
            named &= !header.name().isEmpty();
        }
        if (count > MAX_HEADERS) {
            throw refusal(line, headers, Status.create(431));
        }
        boolean oneMeaning =
                named
                        && line.uriPath().rawPath().startsWith("/")
                        && parameters(line) <= MAX_QUERY_PARAMETERS
                        && hasClearBody(headers)
                        && SINGLE.stream().allMatch(name -> atMostOnce(headers, name));
        if (!oneMeaning) {
            throw refusal(line, headers, Status.BAD_REQUEST_400);
        }
    }

    private static long parameters(HttpPrologue line) {
        var query = line.query();
        return query.isEmpty() ? 0 : 1 + query.rawValue().chars().filter(c -> c == '&').count();
    }

    /// A body is announced once and in one way.
    private static boolean hasClearBody(Headers headers) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return !headers.contains(HeaderNames.CONTENT_LENGTH)
                    && headers.all(HeaderNames.TRANSFER_ENCODING, List::of)
                            .equals(List.of("chunked"));
        }
        var lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
        return lengths.isEmpty()
                || (lengths.size() == 1 && LENGTH.matcher(lengths.getFirst()).matches());
    }

    private static boolean atMostOnce(Headers headers, HeaderName name) {
        return !headers.contains(name) || headers.get(name).valueCount() <= 1;
    }

    private static RequestException refusal(HttpPrologue line, Headers headers, Status status) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .request(DirectTransportRequest.create(line, headers))
                .message("the request has no single meaning")
                .setKeepAlive(false)
                .build();
    }
}
