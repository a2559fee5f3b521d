package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/// Sockets that connect only to where outgoing calls may go. The drivers make the factories by
/// their names, and connect the sockets themselves: what is checked is the very address that is
/// connected to, whatever the name meant before. TLS is spoken over them and still checks the name.
final class GuardedSockets {

    /// The option by which MariaDB's driver hands the setting on; it knows none of this name.
    static final String EGRESS_OPTION = "holdfastEgress";

    private GuardedSockets() {}

    /// This address must not be reached from here.
    static final class ForbiddenException extends IOException {

        private static final long serialVersionUID = 1L;

        ForbiddenException() {
            super("this address is inside the network");
        }
    }

    /// For the driver of PostgreSQL, which gives its constructor one text.
    public static final class ForPostgreSql extends Unconnected {

        private final Egress egress;

        /// @param egress as `Egress.toString` writes it
        public ForPostgreSql(String egress) {
            this.egress = read(egress);
        }

        @Override
        public Socket createSocket() {
            return new GuardedSocket(egress);
        }
    }

    /// For the driver of MariaDB, which makes it first and then shows it the settings.
    public static final class ForMariaDb extends ConfigurableSocketFactory {

        private Egress egress = Egress.publicOnly();

        @Override
        public void setConfiguration(Configuration configuration, @Nullable String host) {
            egress = read(configuration.nonMappedOptions().getProperty(EGRESS_OPTION, ""));
        }

        @Override
        public Socket createSocket() {
            return new GuardedSocket(egress);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw Unconnected.refusal();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw Unconnected.refusal();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw Unconnected.refusal();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw Unconnected.refusal();
        }
    }

    /// Gives sockets only that are not connected yet.
    abstract static class Unconnected extends SocketFactory {

        static IOException refusal() {
            return new IOException("a socket is made first, and connected then");
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw refusal();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw refusal();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw refusal();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw refusal();
        }
    }

    private static final class GuardedSocket extends Socket {

        private final Egress egress;

        GuardedSocket(Egress egress) {
            this.egress = egress;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            if (!(endpoint instanceof InetSocketAddress address)) {
                throw new ForbiddenException();
            }
            if (address.isUnresolved()) {
                throw new UnknownHostException("the host's name is not known");
            }
            var text = address.getAddress().getHostAddress().replaceAll("%.*", "");
            var permitted =
                    IpAddress.parse(text)
                            .filter(ip -> egress.permits(address.getHostString(), ip))
                            .isPresent();
            if (!permitted) {
                throw new ForbiddenException();
            }
            super.connect(endpoint, timeoutMillis);
        }
    }

    /// What cannot be read permits nothing but the internet.
    private static Egress read(String text) {
        return Egress.parse(text).orElseGet(Egress::publicOnly);
    }
}
