package io.holdfast.adapters.web.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

/// Makes server sockets that show the certificate of the moment.
final class TlsSocketFactory extends SSLServerSocketFactory {

    private final RenewedCertificate certificate;
    private final int maxConnections;
    private final HandshakeLimit limit;

    TlsSocketFactory(RenewedCertificate certificate, int maxConnections, HandshakeLimit limit) {
        this.certificate = certificate;
        this.maxConnections = maxConnections;
        this.limit = limit;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return TlsServerSocket.SUITES.toArray(String[]::new);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return TlsServerSocket.SUITES.toArray(String[]::new);
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new TlsServerSocket(certificate, maxConnections, limit);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        throw new UnsupportedOperationException("bound later");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        throw new UnsupportedOperationException("bound later");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
        throw new UnsupportedOperationException("bound later");
    }
}
