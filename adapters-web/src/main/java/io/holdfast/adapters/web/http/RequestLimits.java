package io.holdfast.adapters.web.http;

import io.holdfast.application.identity.Demand;
import io.holdfast.application.identity.LimitRequests;
import io.holdfast.domain.kernel.IpAddress;
import java.util.Optional;
import java.util.function.Supplier;

/// Limits what callers ask for, once it is known who they are.
public final class RequestLimits implements Layer {

    private final LimitRequests limitRequests;

    public RequestLimits(LimitRequests limitRequests) {
        this.limitRequests = limitRequests;
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        if (!route.has(Route.Trait.PROBE)) {
            count(exchange.caller(), route.demand(), exchange.address())
                    .ifPresent(counted -> RateLimitHeaders.require(exchange, counted));
        }
        return next.get();
    }

    private Optional<LimitRequests.Counted> count(Caller caller, Demand demand, IpAddress address) {
        return switch (caller) {
            case Caller.Anonymous() -> limitRequests.byNobody(demand, address);
            case Caller.Client(var key) -> limitRequests.byKey(key, demand, address);
            case Caller.Person(var _, var _, var key) -> limitRequests.byKey(key, demand, address);
            case Caller.SignedIn(var user, var _) -> limitRequests.byUser(user, demand, address);
            case Caller.Scraper() -> Optional.empty();
        };
    }
}
