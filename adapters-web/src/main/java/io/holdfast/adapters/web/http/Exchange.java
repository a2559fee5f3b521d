package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.holdfast.application.identity.LimitRequests;
import io.holdfast.domain.kernel.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One request on its way through, for one thread.
public final class Exchange {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final ServerRequest request;
    private final String template;
    private final Set<BodyKind> accepted;
    private final String requestId;
    private final Instant arrivedAt;
    private final List<LimitRequests.Counted> counted = new ArrayList<>();
    private final ClientAddresses.Origin origin;
    private Caller caller = new Caller.Anonymous();
    private Caller recognised = caller;
    private boolean admitted;
    private String concerned = "";
    private byte @Nullable [] heldBody;
    private Once once = (_, work) -> work.get();

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

    void admit(Caller letIn) {
        caller = letIn;
        admitted = true;
    }

    boolean isAdmitted() {
        return admitted;
    }

    /// Who has shown a genuine credential, whether it suffices or not.
    void recognise(Caller known) {
        recognised = known;
    }

    Caller recognised() {
        return admitted ? caller : recognised;
    }

    /// Says, for the audit trail, whose username the request names where no path says it.
    public void concern(String username) {
        concerned = username;
    }

    /// Empty for nobody.
    String concerned() {
        return concerned;
    }

    void count(LimitRequests.Counted count) {
        counted.add(count);
    }

    /// The quotas that the request was counted against so far, refused or not.
    List<LimitRequests.Counted> counted() {
        return List.copyOf(counted);
    }

    /// As it was sent, percent-encoded, without the query.
    String rawPath() {
        return request.path().absolute().rawPath();
    }

    /// As it was sent, percent-encoded; empty for none.
    String rawQuery() {
        return request.query().rawValue();
    }

    String method() {
        return request.prologue().method().text();
    }

    /// What stands for the template's parameters, in their order, with slashes between.
    String pathValues() {
        return PARAMETER
                .matcher(template)
                .results()
                .map(MatchResult::group)
                .map(name -> pathParameter(name.substring(1, name.length() - 1)))
                .collect(Collectors.joining("/"));
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

    /// How often a query parameter stands there.
    int queryCount(String name) {
        return request.query().all(name, List::of).size();
    }

    /// All values of a query parameter, in their order.
    List<String> queries(String name) {
        return request.query().all(name, List::of);
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

    /// All values of a header, as they were sent.
    List<String> headers(String name) {
        return request.headers().all(HeaderNames.create(name), List::of);
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
        return new RequestBody(request, heldBody);
    }

    /// How work is done once for a request that is sent again.
    @FunctionalInterface
    interface Once {
        /// @param input what makes the request what it is
        Reply answer(byte[] input, Supplier<Reply> work);
    }

    void doOnceBy(Once way) {
        once = way;
    }

    /// Does the work unless this request was answered before under its idempotency key, if it has
    /// one. For handlers of routes that stream, and only those.
    ///
    /// @param content what stands for the body in telling requests apart
    public Reply once(String content, Supplier<Reply> work) {
        return once.answer(RequestDigest.input(this, content), work);
    }

    /// Reads all of the input now, so that it can be looked at before the handler reads it; refuses
    /// with 413 what is longer than `limit` bytes.
    void holdBody(int limit) {
        heldBody = body().bytes(limit);
    }
}
