package io.holdfast.adapters.web.http;

import java.lang.System.Logger.Level;
import java.time.Instant;

/// One line of JSON for each request, for machines: no names, no raw paths, no query strings.
final class AccessLog {

    private static final System.Logger LOG = System.getLogger("io.holdfast.access");

    private AccessLog() {}

    /// Every text is one of ours or has been checked for its characters, so nothing needs escaping.
    static void write(Exchange exchange, String method, int status, long bytes, long micros) {
        write(
                new Line(
                        exchange.arrivedAt(),
                        exchange.requestId(),
                        method,
                        exchange.template(),
                        exchange.caller().label()),
                status,
                bytes,
                micros);
    }

    /// Who asked for what.
    record Line(Instant arrivedAt, String requestId, String method, String route, String client) {}

    static void write(Line asked, int status, long bytes, long micros) {
        if (!LOG.isLoggable(Level.INFO)) {
            return;
        }
        var line =
                "{\"time\":\""
                        + asked.arrivedAt()
                        + "\",\"request_id\":\""
                        + asked.requestId()
                        + "\",\"method\":\""
                        + asked.method()
                        + "\",\"route\":\""
                        + asked.route()
                        + "\",\"status\":"
                        + status
                        + ",\"bytes\":"
                        + bytes
                        + ",\"micros\":"
                        + micros
                        + ",\"client\":\""
                        + asked.client()
                        + "\"}";
        LOG.log(Level.INFO, line);
    }
}
