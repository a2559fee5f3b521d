package io.holdfast.bootstrap.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// One kept connection that speaks as much HTTP/1.1 as it takes to ask our own server: requests are
/// bytes made beforehand, answers have a length. For one thread.
final class HttpConnection implements AutoCloseable {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
    private static final int FIRST_BUFFER = 16 * 1024;
    private static final int MAX_ANSWER = 64 << 20;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "\r\ncontent-length:";

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int bodyAt;
    private int bodyLength;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    static HttpConnection open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
        return new HttpConnection(socket);
    }

    /// A request as it goes over the wire.
    ///
    /// @param headers lines such as `X-API-Key: abc`
    static byte[] post(String path, String contentType, String body, String... headers) {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        head.append("Content-Length: ").append(content.length).append("\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        var start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        var request = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        return request;
    }

    /// As `post`, without a body.
    static byte[] get(String path, String... headers) {
        var head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Sends and reads the whole answer.
    ///
    /// @return its status
    /// @throws IOException also where the answer has no length or is endless
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int filled = 0;
        int end = -1;
        while (end < 0) {
            int from = filled;
            filled += fill(filled);
            end = headEnd(Math.max(0, from - 3), filled);
        }
        var head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        bodyAt = end + 4;
        bodyLength = length(head);
        while (filled < bodyAt + bodyLength) {
            filled += fill(filled);
        }
        if (filled > bodyAt + bodyLength) {
            throw new IOException("there is more than one answer to one request");
        }
        return Integer.parseInt(head, STATUS_AT, STATUS_AT + 3, 10);
    }

    /// Of the last answer.
    String body() {
        return new String(buffer, bodyAt, bodyLength, StandardCharsets.UTF_8);
    }

    private int fill(int filled) throws IOException {
        if (filled == buffer.length) {
            if (filled >= MAX_ANSWER) {
                throw new IOException("the answer is longer than " + MAX_ANSWER + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("the server closed the connection");
        }
        return read;
    }

    /// Where the empty line begins that ends the head, or -1.
    private int headEnd(int from, int filled) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r'
                    && buffer[i + 1] == '\n'
                    && buffer[i + 2] == '\r'
                    && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int length(String head) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("the answer has no length");
        }
        int from = at + LENGTH.length();
        int end = head.indexOf("\r\n", from);
        return Integer.parseInt(head.substring(from, end < 0 ? head.length() : end).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
