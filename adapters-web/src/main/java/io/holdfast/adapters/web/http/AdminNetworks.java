package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Network;
import java.util.List;
import java.util.function.Supplier;

/// Lets admins in from certain networks only: their routes are closed to everybody elsewhere before
/// any credential is looked at, and a key with admin scope opens nothing there.
public final class AdminNetworks implements Layer {

    private static final String DETAIL = "this may not be used from this address";

    private final List<Network> networks;

    /// @param networks empty for everywhere
    public AdminNetworks(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        if (route.access().isForAdmins() && !allows(exchange)) {
            throw refusal();
        }
        return next.get();
    }

    /// Refuses a caller with an admin's key from elsewhere, before it is let in.
    void require(Caller caller, Exchange exchange) {
        if (caller.usesAdminKey() && !allows(exchange)) {
            throw refusal();
        }
    }

    private boolean allows(Exchange exchange) {
        return networks.isEmpty() || Network.anyContains(networks, exchange.address());
    }

    private static Refusal refusal() {
        return new Refusal(Problem.of(ProblemType.NOT_ALLOWED, DETAIL));
    }
}
