package io.holdfast.adapters.web.http;

import io.holdfast.application.identity.LimitRequests;
import java.util.function.Supplier;

/// Limits the requests of an address that come without a key, before anything is looked up for
/// them; and those whose key or token turns out not to let them in, so that guessing has its price.
/// A key that does let in is let in whatever else comes from its address, or a neighbour behind the
/// same gateway could shut it out.
public final class AddressGuard implements Layer {

    private final LimitRequests limitRequests;

    public AddressGuard(LimitRequests limitRequests) {
        this.limitRequests = limitRequests;
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        if (route.has(Route.Trait.PROBE)) {
            return next.get();
        }
        if (isWithoutKey(route.access(), exchange)) {
            count(exchange);
            return next.get();
        }
        try {
            return next.get();
        } catch (Refusal e) {
            if (exchange.caller() instanceof Caller.Anonymous) {
                count(exchange);
            }
            throw e;
        }
    }

    /// A key that is shown where everybody may come is not looked at. Of scrapers the token is
    /// looked at first: they come without a key, and often.
    private static boolean isWithoutKey(Access access, Exchange exchange) {
        return switch (access.rule()) {
            case OPEN -> true;
            case KEY_OR_SCRAPE_TOKEN -> false;
            case KEY,
                    KEY_AND_USER,
                    KEY_AND_ADMIN,
                    KEY_OR_USER,
                    KEY_OR_ADMIN,
                    USER,
                    ADMIN_KEY,
                    ADMIN ->
                    !AccessControl.hasKey(exchange);
        };
    }

    private void count(Exchange exchange) {
        RateLimitHeaders.require(exchange, limitRequests.byAddress(exchange.address()));
    }
}
