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
    static final String WAY_OPTION = "holdfastWay";

    private GuardedSockets() {}

    static final String INSIDE =
            "its address is inside the network, where calls may go only if egress.allow names it";

    static final String UNENCRYPTED =
            "its address is of the internet, where nothing goes unencrypted: turn TLS on";

    /// This address must not be reached from here, or not so. The message can be shown.
    static final class ForbiddenException extends IOException {

        private static final long serialVersionUID = 1L;

        ForbiddenException(String reason) {
            super(reason);
        }
    }

    /// What a socket may be for.
    ///
    /// @param encrypted whether TLS will be spoken over it
    record Way(Egress egress, boolean encrypted) {

        private static final String ENCRYPTED = "encrypted ";
        private static final String PLAIN = "plain ";

        /// What cannot be read permits nothing.
        static Way parse(String text) {
            boolean encrypted = text.startsWith(ENCRYPTED);
            boolean plain = text.startsWith(PLAIN);
            var networks = text.substring(encrypted || plain ? text.indexOf(' ') + 1 : 0);
            return new Way(Egress.parse(networks).orElseGet(Egress::publicOnly), encrypted);
        }

        /// As `parse` reads it.
        @Override
        public String toString() {
            return (encrypted ? ENCRYPTED : PLAIN) + egress;
        }

        void check(InetSocketAddress to) throws ForbiddenException {
            var text = to.getAddress().getHostAddress().replaceAll("%.*", "");
            var address = IpAddress.parse(text);
            if (address.isEmpty() || !egress.permits(to.getHostString(), address.get())) {
                throw new ForbiddenException(INSIDE);
            }
            if (!encrypted && Egress.isPublic(address.get())) {
                throw new ForbiddenException(UNENCRYPTED);
            }
        }
    }

    /// For the driver of PostgreSQL, which gives its constructor one text.
    public static final class ForPostgreSql extends Unconnected {

        private final Way way;

        /// @param way as `Way.toString` writes it
        public ForPostgreSql(String way) {
            this.way = Way.parse(way);
        }

        @Override
        public Socket createSocket() {
            return new GuardedSocket(way);
        }
    }

    /// For the driver of MariaDB, which makes it first and then shows it the settings.
    public static final class ForMariaDb extends ConfigurableSocketFactory {

        private Way way = Way.parse("");

        @Override
        public void setConfiguration(Configuration configuration, @Nullable String host) {
            way = Way.parse(configuration.nonMappedOptions().getProperty(WAY_OPTION, ""));
        }

        @Override
        public Socket createSocket() {
            return new GuardedSocket(way);
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

        private final Way way;

        GuardedSocket(Way way) {
            this.way = way;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            if (!(endpoint instanceof InetSocketAddress address)) {
                throw new ForbiddenException(INSIDE);
            }
            if (address.isUnresolved()) {
                throw new UnknownHostException("the host's name is not known");
            }
            way.check(address);
            super.connect(endpoint, timeoutMillis);
        }
    }
}
