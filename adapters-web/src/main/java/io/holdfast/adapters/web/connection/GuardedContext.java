package io.holdfast.adapters.web.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// A connection whose bytes are read at a pace, and what is known of its present request.
final class GuardedContext implements ConnectionContext {

    private final ConnectionContext inner;
    private final Pace pace;
    private final DataReader reader;
    private @Nullable HttpPrologue line;
    private boolean hasBody;

    GuardedContext(ConnectionContext inner, Pace pace) {
        this.inner = inner;
        this.pace = pace;
        this.reader = new StrictReader(this::read);
    }

    // The reader takes null for the end of the stream.
    @SuppressWarnings("NullAway")
    private byte[] read() {
        pace.beforeRead(() -> dataReader().available());
        try {
            var bytes = inner.serverSocket().get();
            if (bytes != null) {
                pace.afterRead(bytes.length);
            }
            return bytes;
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("the connection cannot be read", e);
        }
    }

    Pace pace() {
        return pace;
    }

    void lineRead(HttpPrologue read) {
        line = read;
        hasBody = false;
        pace.lineRead();
    }

    @Nullable HttpPrologue line() {
        return line;
    }

    void headRead(boolean announcesBody) {
        hasBody = announcesBody;
        pace.headRead();
    }

    void answered() {
        pace.answered(hasBody);
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return inner.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return inner.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return inner.dataWriter();
    }

    @Override
    public Router router() {
        return inner.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return inner.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return inner.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return inner.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return inner.localPeer();
    }

    @Override
    public boolean isSecure() {
        return inner.isSecure();
    }

    @Override
    public String socketId() {
        return inner.socketId();
    }

    @Override
    public String childSocketId() {
        return inner.childSocketId();
    }
}
