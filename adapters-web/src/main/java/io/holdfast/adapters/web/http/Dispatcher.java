package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Network;
import io.holdfast.domain.kernel.Unavailable;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Puts the route table on the server and takes every request through the same steps: identify,
/// pass the layers, handle, answer, log.
public final class Dispatcher {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    /// Anybody may invent a method; the metrics must not grow with it.
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final int RETRY_AFTER_SECONDS = 5;

    /// @param corsOrigins exact origins, such as `https://console.example.com`
    /// @param secure whether all clients reach us by TLS
    /// @param trustedProxies whose word is taken for where requests come from
    public record Options(List<String> corsOrigins, boolean secure, List<Network> trustedProxies) {}

    private final List<Layer> layers;
    private final ClientAddresses addresses;
    private final Cors cors;
    private final AnswerHeaders answerHeaders;
    private final RequestIds requestIds;
    private final InstantSource clock;
    private final InFlight inFlight;
    private final RequestObserver observer;

    /// @param layers around every route's handler, the outermost first
    public Dispatcher(
            Options options,
            List<Layer> layers,
            IdSource ids,
            InstantSource clock,
            InFlight inFlight,
            RequestObserver observer) {
        this.layers = List.copyOf(layers);
        this.addresses = new ClientAddresses(options.trustedProxies());
        this.cors = new Cors(options.corsOrigins());
        this.answerHeaders = new AnswerHeaders(options.secure(), !options.corsOrigins().isEmpty());
        this.requestIds = new RequestIds(ids);
        this.clock = clock;
        this.inFlight = inFlight;
        this.observer = observer;
    }

    /// Registers the routes, and behind them answers for other methods and other paths.
    public void register(RouteTable table, HttpRouting.Builder routing) {
        for (var route : table.routes()) {
            var pattern = pattern(route);
            routing.route(route.method(), pattern, on(route));
            if (route.method().equals(Method.GET)) {
                routing.route(Method.HEAD, pattern, on(route));
            }
        }
        table.allowed()
                .forEach((template, allowed) ->
                        routing.any(
                                template,
                                (request, response) ->
                                        answer(
                                                request,
                                                response,
                                                template,
                                                Set.of(),
                                                allowed,
                                                exchange -> other(exchange, allowed))));
        routing.any((request, response) ->
                answer(
                        request,
                        response,
                        "(none)",
                        Set.of(),
                        "",
                        _ -> {
                            throw new Refusal(
                                    Problem.of(ProblemType.NOT_FOUND, "this path is not served"));
                        }));
    }

    /// In the server's words: `{+name}` stands for the rest of the path, or for all before what
    /// follows it.
    private static String pattern(Route route) {
        return route.has(Route.Trait.SLASHES)
                ? route.template().replace("{", "{+")
                : route.template();
    }

    private io.helidon.webserver.http.Handler on(Route route) {
        return (request, response) ->
                answer(
                        request,
                        response,
                        route.template(),
                        route.bodies(),
                        "",
                        exchange -> within(route, exchange, 0));
    }

    private Reply within(Route route, Exchange exchange, int depth) {
        return depth == layers.size()
                ? route.handler().handle(exchange)
                : layers.get(depth)
                        .apply(route, exchange, () -> within(route, exchange, depth + 1));
    }

    private static Reply other(Exchange exchange, String allowed) {
        var allow = HeaderValues.create(HeaderNames.ALLOW, allowed);
        if (exchange.method().equals(Method.OPTIONS.text())) {
            return new Reply(204, "", new byte[0], List.of(allow));
        }
        throw new Refusal(
                Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED, "this path answers to " + allowed, allow));
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            String template,
            Set<BodyKind> bodies,
            String allowed,
            Function<Exchange, Reply> work) {
        long started = System.nanoTime();
        var exchange =
                new Exchange(
                        request,
                        template,
                        bodies,
                        requestIds.of(request.headers()),
                        clock.instant(),
                        addresses.of(request));
        boolean entered = inFlight.enter();
        boolean ends;
        try {
            var reply = entered ? attempt(exchange, work) : closing(exchange);
            response.status(Status.create(reply.status()));
            reply.headers().forEach(response.headers()::set);
            RateLimitHeaders.of(exchange.counted()).forEach(response.headers()::set);
            ends = reply.headers().contains(HeaderValues.CONNECTION_CLOSE);
            cors.apply(exchange, allowed, response.headers());
            if (!entered) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
            answerHeaders.send(exchange, reply, response, started);
            report(exchange, reply, response.bytesWritten(), System.nanoTime() - started);
        } finally {
            if (entered) {
                inFlight.leave();
            }
        }
        if (ends) {
            throw new CloseConnectionException("what follows cannot be told from the body");
        }
        if (!entered || asksToClose(request)) {
            close(request);
        }
    }

    /// The server knows only the plain word.
    private static boolean asksToClose(ServerRequest request) {
        for (var header : request.headers().all(HeaderNames.CONNECTION, List::of)) {
            for (var option : header.split(",", -1)) {
                if (option.strip().equalsIgnoreCase("close")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The server itself would leave the connection open until it is idle for too long. What is
    /// left of the body is read first, because closing on unread bytes can take the answer away.
    private static void close(ServerRequest request) {
        if (request.content().hasEntity() && !request.content().consumed()) {
            drop(request);
        }
        throw new CloseConnectionException("the connection ends with this answer");
    }

    private static void drop(ServerRequest request) {
        try {
            request.content().consume();
        } catch (RuntimeException e) {
            throw new CloseConnectionException("the rest of the body cannot be read", e);
        }
    }

    private Reply attempt(Exchange exchange, Function<Exchange, Reply> work) {
        try {
            return work.apply(exchange);
        } catch (Refusal e) {
            return reply(exchange, e.problem());
        } catch (CloseConnectionException | RequestException e) {
            throw e;
        } catch (Unavailable e) {
            LOG.log(Level.WARNING, "request " + exchange.requestId() + " could not be served", e);
            return reply(
                    exchange,
                    Problem.unavailable(
                            ProblemType.UNAVAILABLE,
                            "something the request needs is not reachable; nothing was done",
                            RETRY_AFTER_SECONDS));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "request %s to %s failed".formatted(exchange.requestId(), exchange.template()),
                    e);
            return reply(
                    exchange,
                    Problem.of(
                            ProblemType.INTERNAL_ERROR,
                            "the request failed; its request_id leads to the cause in our log"));
        }
    }

    private Reply closing(Exchange exchange) {
        return reply(
                exchange,
                Problem.unavailable(
                        ProblemType.OVERLOADED, "the server is stopping", RETRY_AFTER_SECONDS));
    }

    private Reply reply(Exchange exchange, Problem problem) {
        return problem.reply(exchange.rawPath(), exchange.requestId(), clock.instant());
    }

    static String known(String method) {
        return KNOWN_METHODS.contains(method) ? method : "OTHER";
    }

    private void report(Exchange exchange, Reply reply, long bytes, long nanos) {
        var method = known(exchange.method());
        observer.answered(method, exchange.template(), reply.status(), nanos);
        AccessLog.write(exchange, method, reply.status(), bytes, nanos / 1_000);
    }
}
