package io.holdfast.adapters.web.http;

import io.helidon.webserver.http.ServerRequest;
import io.holdfast.domain.kernel.IpAddress;
import java.net.InetSocketAddress;

/// Says where requests come from: the other end of the connection.
final class ClientAddresses {

    /// Stands for an address that cannot be told, such as that of a socket file.
    private static final IpAddress UNKNOWN = new IpAddress(0, 0);

    IpAddress of(ServerRequest request) {
        if (request.remotePeer().address() instanceof InetSocketAddress socket
                && socket.getAddress() != null) {
            var text = socket.getAddress().getHostAddress();
            int zone = text.indexOf('%');
            return IpAddress.parse(zone < 0 ? text : text.substring(0, zone)).orElse(UNKNOWN);
        }
        return UNKNOWN;
    }
}
