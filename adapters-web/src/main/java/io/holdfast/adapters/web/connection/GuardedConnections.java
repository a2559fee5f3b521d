package io.holdfast.adapters.web.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/// HTTP/1.1 as the server speaks it, over connections that are watched.
public final class GuardedConnections implements ServerConnectionSelector {

    private final ServerConnectionSelector http1;
    private final Pace.Limits limits;
    private final LongSupplier nanoTime;

    /// @param nanoTime such as `System::nanoTime`
    public GuardedConnections(
            int maxLineBytes, int maxHeadersBytes, Pace.Limits limits, LongSupplier nanoTime) {
        this.http1 =
                Http1ConnectionSelector.builder()
                        .config(
                                Http1Config.builder()
                                        .maxPrologueLength(maxLineBytes)
                                        .maxHeadersSize(maxHeadersBytes)
                                        .addReceiveListener(new RequestShape())
                                        .addSendListener(new AnswerSeen())
                                        .build())
                        .build();
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var pace = new Pace(limits, nanoTime);
        return new Guarded(http1.connection(new GuardedContext(context, pace)), pace);
    }

    private static final class Guarded implements ServerConnection, InterruptableTask<Void> {

        private final ServerConnection inner;
        private final Pace pace;

        Guarded(ServerConnection inner, Pace pace) {
            this.inner = inner;
            this.pace = pace;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            var _ =
                    ScopedValue.where(Pace.current(), pace)
                            .call(() -> {
                                inner.handle(limit);
                                return true;
                            });
        }

        @Override
        public Duration idleTime() {
            return inner.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            inner.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return inner instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }
}
