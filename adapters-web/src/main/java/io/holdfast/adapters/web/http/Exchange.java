package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.holdfast.domain.kernel.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One request on its way through, for one thread.
public final class Exchange {

    private final ServerRequest request;
    private final String template;
    private final Set<BodyKind> accepted;
    private final String requestId;
    private final Instant arrivedAt;
    private final ClientAddresses.Origin origin;
    private Caller caller = new Caller.Anonymous();

    Exchange(
            ServerRequest request,
            String template,
            Set<BodyKind> accepted,
            String requestId,
            Instant arrivedAt,
            ClientAddresses.Origin origin) {
        this.request = request;
        this.template = template;
        this.accepted = accepted;
        this.requestId = requestId;
        this.arrivedAt = arrivedAt;
        this.origin = origin;
    }

    /// Of the route, or a fixed text where no route was found.
    public String template() {
        return template;
    }

    public String requestId() {
        return requestId;
    }

    public Instant arrivedAt() {
        return arrivedAt;
    }

    public Caller caller() {
        return caller;
    }

    /// The signed-in user; only for routes whose access rule asks for one.
    public Caller.SignedIn person() {
        return switch (caller) {
            case Caller.Person(var user, var session, var _) -> new Caller.SignedIn(user, session);
            case Caller.SignedIn signedIn -> signedIn;
            case Caller.Anonymous _, Caller.Client _, Caller.Scraper _ ->
                    throw new IllegalStateException(template + " does not ask for a user");
        };
    }

    /// Where the request comes from.
    public IpAddress address() {
        return origin.address();
    }

    /// Whether the client reached us, or a proxy that is trusted, by TLS.
    public boolean isSecure() {
        return origin.secure();
    }

    void admit(Caller recognised) {
        caller = recognised;
    }

    /// As it was sent, percent-encoded, without the query.
    String rawPath() {
        return request.path().absolute().rawPath();
    }

    String method() {
        return request.prologue().method().text();
    }

    public String pathParameter(String name) {
        return request.path().pathParameters().get(name);
    }

    public boolean hasPathParameter(String name) {
        return request.path().pathParameters().contains(name);
    }

    /// The names of the query's parameters, in the alphabet's order.
    Set<String> queryNames() {
        return new TreeSet<>(request.query().names());
    }

    /// The first value of a query parameter, or null.
    public @Nullable String query(String name) {
        var query = request.query();
        return query.contains(name) ? query.get(name) : null;
    }

    /// The first value of a header, or null.
    public @Nullable String header(String name) {
        return request.headers().first(HeaderNames.create(name)).orElse(null);
    }

    @Nullable String cookie(String name) {
        for (var header : request.headers().all(HeaderNames.COOKIE, List::of)) {
            for (var pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return pair.substring(equals + 1).strip();
                }
            }
        }
        return null;
    }

    /// The form in which the input comes; refuses with 415 what the route does not take.
    public BodyKind bodyKind() {
        return BodyKind.choose(accepted, header("Content-Type"));
    }

    /// The input, which has a size limit.
    public RequestBody body() {
        return new RequestBody(request);
    }
}
