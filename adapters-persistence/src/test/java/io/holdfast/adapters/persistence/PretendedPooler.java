package io.holdfast.adapters.persistence;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Passes one connection on to the server, and tells the client another process number than the
/// server's, as a pooler does.
final class PretendedPooler implements AutoCloseable {

    private static final int KEY_DATA = 'K';

    private final PersistenceAdapter.Settings settings;
    private final URI server;
    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    PretendedPooler(PersistenceAdapter.Settings settings) throws IOException {
        this.settings = settings;
        this.server = URI.create(settings.jdbcUrl().substring("jdbc:".length()));
        Thread.ofVirtual().start(this::serve);
    }

    /// Without encryption, which nobody could look into.
    Connection connect() throws SQLException {
        var url =
                "jdbc:postgresql://localhost:%d%s?sslmode=disable&gssEncMode=disable"
                        .formatted(door.getLocalPort(), server.getPath());
        return DriverManager.getConnection(url, settings.user(), settings.password());
    }

    private void serve() {
        try (var client = door.accept();
                var backend = new Socket(server.getHost(), server.getPort())) {
            Thread.ofVirtual().start(() -> pass(client, backend));
            answer(backend.getInputStream(), client.getOutputStream());
        } catch (IOException _) {
            // The test is over.
        }
    }

    private static void pass(Socket client, Socket backend) {
        try (client;
                backend) {
            client.getInputStream().transferTo(backend.getOutputStream());
        } catch (IOException _) {
            // Either has gone.
        }
    }

    /// Message by message until the server says its number, then whatever comes.
    private static void answer(InputStream from, OutputStream to) throws IOException {
        var in = new DataInputStream(from);
        var out = new DataOutputStream(to);
        int type;
        do {
            type = in.readUnsignedByte();
            int length = in.readInt();
            out.writeByte(type);
            out.writeInt(length);
            if (type == KEY_DATA) {
                out.writeInt(in.readInt() + 1);
                out.write(in.readNBytes(length - 8));
            } else {
                out.write(in.readNBytes(length - 4));
            }
        } while (type != KEY_DATA);
        in.transferTo(out);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
