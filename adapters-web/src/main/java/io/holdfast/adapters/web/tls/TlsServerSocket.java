package io.holdfast.adapters.web.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Accepts TLS connections, each with the certificate of the moment, and counts them until they are
/// closed: the HTTP server itself loses count of those whose handshake fails. What is spoken is
/// fixed here; the setters do nothing.
final class TlsServerSocket extends SSLServerSocket {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /// Forward secret, authenticated encryption only.
    static final List<String> SUITES =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private final RenewedCertificate certificate;
    private final Semaphore free;
    private final HandshakeLimit limit;

    TlsServerSocket(RenewedCertificate certificate, int maxConnections, HandshakeLimit limit)
            throws IOException {
        this.certificate = certificate;
        this.free = new Semaphore(maxConnections);
        this.limit = limit;
    }

    @Override
    public Socket accept() throws IOException {
        try {
            free.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            // As the server knows it from a socket that is closed while it waits.
            throw new SocketException("Socket closed");
        }
        var accepted = new AcceptedSocket(free::release, limit);
        try {
            implAccept(accepted);
            return secured(accepted);
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    private SSLSocket secured(AcceptedSocket accepted) throws IOException {
        var socket =
                (SSLSocket)
                        certificate.context().getSocketFactory().createSocket(accepted, null, true);
        var parameters = new SSLParameters(array(SUITES), array(PROTOCOLS));
        parameters.setUseCipherSuitesOrder(true);
        socket.setSSLParameters(parameters);
        accepted.carries(socket);
        return socket;
    }

    int freeConnections() {
        return free.availablePermits();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return array(SUITES);
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        // Fixed.
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return array(SUITES);
    }

    @Override
    public String[] getSupportedProtocols() {
        return array(PROTOCOLS);
    }

    @Override
    public String[] getEnabledProtocols() {
        return array(PROTOCOLS);
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        // Fixed.
    }

    @Override
    public SSLParameters getSSLParameters() {
        return new SSLParameters(array(SUITES), array(PROTOCOLS));
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        // Fixed.
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        // Fixed.
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {
        // Fixed.
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setUseClientMode(boolean client) {
        // Fixed.
    }

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        // Fixed.
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}
