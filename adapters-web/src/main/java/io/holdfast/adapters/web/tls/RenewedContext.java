package io.holdfast.adapters.web.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// What the HTTP server takes for its context: the sockets it makes are ours.
final class RenewedContext extends SSLContext {

    /// @param maxConnections open at once, handshakes included; others wait to be accepted
    static SSLContext of(RenewedCertificate certificate, int maxConnections, HandshakeLimit limit) {
        return new RenewedContext(
                certificate, new TlsSocketFactory(certificate, maxConnections, limit));
    }

    private RenewedContext(RenewedCertificate certificate, SSLServerSocketFactory sockets) {
        super(
                new Sockets(certificate, sockets),
                certificate.context().getProvider(),
                certificate.context().getProtocol());
    }

    private static final class Sockets extends SSLContextSpi {

        private final RenewedCertificate certificate;
        private final SSLServerSocketFactory sockets;

        Sockets(RenewedCertificate certificate, SSLServerSocketFactory sockets) {
            this.certificate = certificate;
            this.sockets = sockets;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("this context is made of files");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return sockets;
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return certificate.context().getSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return certificate.context().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return certificate.context().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return certificate.context().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return certificate.context().getClientSessionContext();
        }
    }
}
