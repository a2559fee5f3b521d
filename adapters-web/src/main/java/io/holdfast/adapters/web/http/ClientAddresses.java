package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import io.holdfast.domain.kernel.IpAddress;
import io.holdfast.domain.kernel.Network;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says where requests come from: the other end of the connection or, where that is a trusted
/// proxy, what it says in `X-Forwarded-For` and `X-Forwarded-Proto`. Anybody can write these, so
/// they are read from the right: each hop is believed as far as the one after it is trusted.
final class ClientAddresses {

    /// Stands for an address that cannot be told, such as that of a socket file.
    private static final IpAddress UNKNOWN = new IpAddress(0, 0);

    private static final int MAX_HOPS = 20;
    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    private final List<Network> trusted;

    /// Where a request comes from.
    ///
    /// @param secure whether it came by TLS, at the latest to the first proxy that is trusted
    record Origin(IpAddress address, boolean secure) {}

    ClientAddresses(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    Origin of(ServerRequest request) {
        return of(peer(request), request.isSecure(), request.headers());
    }

    Origin of(IpAddress peer, boolean tls, Headers headers) {
        if (!isTrusted(peer)) {
            return new Origin(peer, tls);
        }
        var protocols = headers.all(FORWARDED_PROTO, List::of);
        boolean secure =
                tls || (!protocols.isEmpty() && lastEntry(protocols).equalsIgnoreCase("https"));
        return new Origin(client(peer, headers), secure);
    }

    private IpAddress client(IpAddress peer, Headers headers) {
        var hops = new ArrayList<String>();
        for (var header : headers.all(FORWARDED_FOR, List::of)) {
            hops.addAll(List.of(header.split(",", -1)));
        }
        var known = peer;
        int last = Math.max(0, hops.size() - MAX_HOPS);
        for (int i = hops.size() - 1; i >= last && isTrusted(known); i--) {
            var hop = address(hops.get(i).strip());
            if (hop.isEmpty()) {
                return known;
            }
            known = hop.get();
        }
        return known;
    }

    private boolean isTrusted(IpAddress address) {
        return Network.anyContains(trusted, address);
    }

    /// What the proxy nearest to us said.
    private static String lastEntry(List<String> headers) {
        var header = headers.getLast();
        return header.substring(header.lastIndexOf(',') + 1).strip();
    }

    /// `192.0.2.7`, `192.0.2.7:8080`, `2001:db8::7`, `[2001:db8::7]` or `[2001:db8::7]:8080`.
    private static Optional<IpAddress> address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end > 0 && isPort(text.substring(end + 1))
                    ? IpAddress.parse(text.substring(1, end))
                    : Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return isPort(text.substring(colon))
                    ? IpAddress.parse(text.substring(0, colon))
                    : Optional.empty();
        }
        return IpAddress.parse(text);
    }

    /// @param text what follows the address, with its colon
    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }

    private static IpAddress peer(ServerRequest request) {
        if (request.remotePeer().address() instanceof InetSocketAddress socket
                && socket.getAddress() != null) {
            var text = socket.getAddress().getHostAddress();
            int zone = text.indexOf('%');
            return IpAddress.parse(zone < 0 ? text : text.substring(0, zone)).orElse(UNKNOWN);
        }
        return UNKNOWN;
    }
}
