package io.holdfast.adapters.web.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.holdfast.domain.kernel.IdSource;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Problems that the server finds before there is a request to handle: unreadable request lines and
/// headers, bodies above the hard limit.
public final class FrameworkErrors implements DirectHandler {

    /// The server calls this a bad request; only its message tells.
    private static final String HEADERS_EXCEEDED = "Header size exceeded";

    private final RequestIds requestIds;
    private final InstantSource clock;

    private FrameworkErrors(IdSource ids, InstantSource clock) {
        this.requestIds = new RequestIds(ids);
        this.clock = clock;
    }

    public static DirectHandlers handlers(IdSource ids, InstantSource clock) {
        var handler = new FrameworkErrors(ids, clock);
        var handlers = DirectHandlers.builder();
        for (var event : EventType.values()) {
            handlers.addHandler(event, handler);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var problem = problem(request, code(request, status, message));
        var requestId = requestIds.of(request.headers());
        var reply = problem.reply("", requestId, clock.instant());
        var response =
                TransportResponse.builder()
                        .status(Status.create(reply.status()))
                        .keepAlive(false)
                        .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, reply.contentType()))
                        .header(HeaderValues.create(RequestIds.HEADER, requestId))
                        // It took no time that was measured.
                        .header(HeaderValues.create("X-Process-Time", "0.000s"))
                        .header(HeaderValues.create("X-Content-Type-Options", "nosniff"))
                        .header(HeaderValues.create("Cache-Control", "no-store"))
                        .entity(reply.body());
        reply.headers().forEach(response::header);
        AccessLog.write(
                new AccessLog.Line(
                        clock.instant(),
                        requestId,
                        Dispatcher.known(request.method()),
                        "(none)",
                        "anonymous"),
                reply.status(),
                reply.body().length,
                0);
        return response.build();
    }

    private static int code(TransportRequest request, Status status, @Nullable String message) {
        if (HEADERS_EXCEEDED.equals(message)) {
            return 431;
        }
        // What the server trips over before it knows the method is the client's fault.
        return status.code() == 500 && request.method().isEmpty() ? 400 : status.code();
    }

    private static Problem problem(TransportRequest request, int status) {
        return switch (status) {
            case 413 -> Problem.of(ProblemType.TOO_LARGE, "the body is too large");
            case 414 -> Problem.of(ProblemType.URI_TOO_LONG, "the request line is too long");
            case 431 ->
                    Problem.of(
                            ProblemType.HEADERS_TOO_LARGE, "the headers are too large or too many");
            case 503 -> Problem.unavailable(ProblemType.OVERLOADED, "too many requests at once", 1);
            case 505 ->
                    Problem.of(ProblemType.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here");
            case 500 -> Problem.of(ProblemType.INTERNAL_ERROR, "the request failed");
            default ->
                    request.headers().contains(HeaderNames.CONTENT_ENCODING)
                            ? Problem.of(
                                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                    "compressed bodies are not taken")
                            : Problem.of(
                                    ProblemType.MALFORMED_REQUEST,
                                    "the request line or a header cannot be read, or has no single meaning");
        };
    }
}
