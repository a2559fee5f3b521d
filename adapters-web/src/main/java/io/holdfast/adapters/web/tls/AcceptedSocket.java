package io.holdfast.adapters.web.tls;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// The TCP connection under a TLS connection. Says when it is closed, however that comes about, and
/// ends a handshake that takes too long.
final class AcceptedSocket extends Socket {

    private final Runnable onClose;
    private final HandshakeLimit limit;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable SSLSocket shaking;
    private long begun;

    AcceptedSocket(Runnable onClose, HandshakeLimit limit) {
        this.onClose = onClose;
        this.limit = limit;
    }

    /// Starts the handshake's clock.
    void carries(SSLSocket socket) {
        begun = limit.nanoTime().getAsLong();
        shaking = socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Timed(super.getInputStream());
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
        super.close();
    }

    private void requireQuickHandshake() throws SocketTimeoutException {
        var socket = shaking;
        if (socket == null) {
            return;
        }
        // The protocol is chosen early; a handshake's session is there until it is over.
        if (socket.getApplicationProtocol() != null && socket.getHandshakeSession() == null) {
            shaking = null;
        } else if (limit.nanoTime().getAsLong() - begun > limit.duration().toNanos()) {
            throw new SocketTimeoutException("the TLS handshake took too long");
        }
    }

    private final class Timed extends FilterInputStream {

        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            requireQuickHandshake();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            requireQuickHandshake();
            return super.read(buffer, offset, length);
        }
    }
}
