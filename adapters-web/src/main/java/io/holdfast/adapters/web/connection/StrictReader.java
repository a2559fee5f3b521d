package io.holdfast.adapters.web.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Holds chunked bodies to their grammar where the server is lenient: a chunk's length is plain
/// hexadecimal, without a sign or an extension, and the chunk ends where it says. The server reads
/// whole lines for nothing else.
final class StrictReader extends DataReader {

    private static final int MAX_LINE_BYTES = 16;

    /// Nothing ends the last chunk: there are no trailers.
    private static final Pattern LENGTH = Pattern.compile("[0-9A-Fa-f]{0,8}");

    private boolean inChunk;
    private boolean atEnd;

    StrictReader(Supplier<byte[]> bytes) {
        super(bytes);
    }

    @Override
    public String readLine() throws IncorrectNewLineException {
        int end = findNewLine(MAX_LINE_BYTES);
        if (end == MAX_LINE_BYTES) {
            throw malformed();
        }
        var line = readAsciiString(end);
        if (!LENGTH.matcher(line).matches()) {
            throw malformed();
        }
        super.skip(2);
        inChunk = true;
        return line;
    }

    @Override
    public BufferData readBuffer(int length) {
        var data = super.readBuffer(length);
        atEnd = inChunk;
        inChunk = false;
        return data;
    }

    @Override
    public void skip(int length) {
        if (!atEnd) {
            super.skip(length);
            return;
        }
        atEnd = false;
        if (read() != '\r' || read() != '\n') {
            throw malformed();
        }
    }

    private static RequestException malformed() {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .message("a chunk is malformed")
                .setKeepAlive(false)
                .build();
    }
}
