package io.holdfast.adapters.web.operations;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.Scope;
import java.util.List;
import java.util.Set;

/// Answers a JSON object with itself: what a request costs of which nothing is asked, and what its
/// credentials cost beside it. The product does not serve it, only a server that is being measured
/// does.
public final class EchoEndpoint implements Endpoint {

    private static final int MAX_BYTES = 1 << 20;

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/bench/echo", Access.open(), Set.of(BodyKind.JSON), this::echo)
                        .with(Route.Trait.PROBE),
                Route.post(
                        "/bench/signed-echo",
                        Access.keyAndUser(Scope.PREDICT),
                        Set.of(BodyKind.JSON),
                        this::echo));
    }

    private Reply echo(Exchange exchange) {
        exchange.bodyKind();
        var body = exchange.body().bytes(MAX_BYTES);
        // Refuses, as every route does, what is no JSON object.
        var _ = JsonFields.read(body);
        return new Reply(200, Reply.JSON, body, List.of());
    }
}
