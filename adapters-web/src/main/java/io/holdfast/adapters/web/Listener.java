package io.holdfast.adapters.web;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.holdfast.adapters.web.connection.GuardedConnections;
import io.holdfast.adapters.web.http.FrameworkErrors;
import io.holdfast.adapters.web.tls.SecuredPort;
import java.time.Duration;
import java.util.Optional;

/// The server that takes connections, with its limits.
final class Listener {

    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADERS_BYTES = 16 * 1024;
    static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_CONCURRENT_REQUESTS = 2_000;
    private static final int BACKLOG = 1_024;
    private static final Duration IDLE_CONNECTION_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration IDLE_CHECK_PERIOD = Duration.ofSeconds(20);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(500);

    /// A body up to this many times the limit is taken, or as large as files may be that are
    /// imported; above it a request is refused before it is looked at.
    private static final int DISCARDED_BODIES = 2;

    /// Of chunks around the largest body.
    private static final long FRAMING_BYTES = 1L << 20;

    private Listener() {}

    static WebServer of(
            WebAdapter.Settings settings,
            WebAdapter.UseCases useCases,
            HttpRouting.Builder routing,
            Optional<SecuredPort> secured) {
        var server = WebServer.builder();
        secured.ifPresent(port -> server.tls(port.tls()));
        return server.host(settings.host())
                .port(settings.port())
                .backlog(BACKLOG)
                .shutdownHook(false)
                .shutdownGracePeriod(STOP_TIMEOUT)
                .maxPayloadSize(
                        Math.max(
                                (long) DISCARDED_BODIES * settings.maxBodyBytes(),
                                useCases.ingestion().imports().maxBytes() + FRAMING_BYTES))
                // Of TLS connections the port itself keeps count.
                .maxTcpConnections(secured.isPresent() ? -1 : MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_CONCURRENT_REQUESTS)
                .idleConnectionTimeout(IDLE_CONNECTION_TIMEOUT)
                .idleConnectionPeriod(IDLE_CHECK_PERIOD)
                // Without tcpNoDelay small answers wait 40 ms for the client's acknowledgement.
                .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(READ_TIMEOUT))
                // Or the server would add HTTP/1.1 as it stands.
                .protocolsDiscoverServices(false)
                .addConnectionSelector(
                        new GuardedConnections(
                                MAX_REQUEST_LINE_BYTES,
                                MAX_HEADERS_BYTES,
                                settings.edge().pace(),
                                System::nanoTime))
                // Hands the server's own words to `FrameworkErrors`, which tells problems apart by
                // them and passes none on.
                .errorHandling(errors -> errors.includeEntity(true))
                .directHandlers(FrameworkErrors.handlers(useCases.ids(), useCases.clock()))
                .routing(routing)
                .build();
    }
}
