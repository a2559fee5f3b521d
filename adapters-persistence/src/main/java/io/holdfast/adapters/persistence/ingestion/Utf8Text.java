package io.holdfast.adapters.persistence.ingestion;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 piece by piece, drops a byte order mark, and says where the text is none.
final class Utf8Text extends Reader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream source;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();

    /// Never fewer characters than there are bytes, so that a decoding uses up the bytes.
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();

    private long decodedBytes;
    private long line = 1;
    private boolean afterReturn;
    private boolean atStart = true;
    private boolean ended;

    Utf8Text(InputStream source) {
        this.source = source;
    }

    /// @throws UnreadableException where the content is no UTF-8 text
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        bytes.compact();
        int count = source.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        chars.clear();
        int before = bytes.position();
        var result = decoder.decode(bytes, chars, ended);
        decodedBytes += bytes.position() - before;
        chars.flip();
        checkAndCount(result);
        if (atStart && chars.hasRemaining()) {
            atStart = false;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.position(1);
            }
        }
    }

    private void checkAndCount(CoderResult result) {
        var decoded = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = decoded[i];
            if (c <= '\r') {
                count(c);
            }
            afterReturn = c == '\r';
        }
        if (result.isError()) {
            throw new UnreadableException(
                    "is not UTF-8 text: byte " + decodedBytes + ", in line " + line);
        }
    }

    private void count(char c) {
        if (c == '\0') {
            throw new UnreadableException("is binary, not text: a NUL character in line " + line);
        }
        // The second half of a pair was counted with the first.
        if (c == '\r' || (c == '\n' && !afterReturn)) {
            line++;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
