package io.holdfast.adapters.web.http;

import java.lang.System.Logger.Level;

/// One line of JSON for each request, for machines: no names, no raw paths, no query strings.
final class AccessLog {

    private static final System.Logger LOG = System.getLogger("io.holdfast.access");

    private AccessLog() {}

    /// Every text is one of ours or has been checked for its characters, so nothing needs escaping.
    static void write(Exchange exchange, String method, int status, long bytes, long micros) {
        if (!LOG.isLoggable(Level.INFO)) {
            return;
        }
        var line =
                "{\"time\":\""
                        + exchange.arrivedAt()
                        + "\",\"request_id\":\""
                        + exchange.requestId()
                        + "\",\"method\":\""
                        + method
                        + "\",\"route\":\""
                        + exchange.template()
                        + "\",\"status\":"
                        + status
                        + ",\"bytes\":"
                        + bytes
                        + ",\"micros\":"
                        + micros
                        + ",\"client\":\""
                        + exchange.caller().label()
                        + "\"}";
        LOG.log(Level.INFO, line);
    }
}
