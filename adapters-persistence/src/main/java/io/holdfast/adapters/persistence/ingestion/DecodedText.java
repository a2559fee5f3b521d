package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.ingestion.TextFormat.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes text piece by piece, drops a byte order mark, and says where the text is none: all that
/// stands before the fault is given first.
///
/// Without a byte order mark `AUTO` is decided at the first byte that is no ASCII, however late it
/// comes, since up to there UTF-8 and Windows-1252 are the same: where what follows in one buffer
/// is valid UTF-8, the whole text has to be, else it is Windows-1252. So nothing is read twice, and
/// a text of two encodings is a fault with its place.
final class DecodedText extends Reader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MARK_BYTES = 3;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final InputStream source;
    private final Encoding encoding;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();

    /// Never fewer characters than there are bytes, so that a decoding uses up the bytes.
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();

    private CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
    private boolean undecided;
    private long decodedBytes;
    private long line = 1;
    private boolean afterReturn;
    private boolean atStart = true;
    private boolean sourceEnded;
    private boolean ended;
    private String fault = "";

    DecodedText(InputStream source, Encoding encoding) {
        this.source = source;
        this.encoding = encoding;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// @throws UnreadableException where the content is no text in its encoding
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (!ended) {
                decodeMore();
            } else if (fault.isEmpty()) {
                return -1;
            } else {
                throw new UnreadableException(fault);
            }
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        fill(atStart ? MARK_BYTES : 1);
        if (atStart) {
            atStart = false;
            begin();
        }
        int end = undecided ? endOfDecided() : bytes.limit();
        int beyond = bytes.limit();
        boolean last = sourceEnded && end == beyond;
        bytes.limit(end);
        chars.clear();
        int before = bytes.position();
        // Where the source broke off, a character may be incomplete without being wrong.
        var result = decoder.decode(bytes, chars, last && fault.isEmpty());
        bytes.limit(beyond);
        decodedBytes += bytes.position() - before;
        chars.flip();
        ended |= last;
        checkAndCount(result);
    }

    /// Reads once where there is room, and on until there are so many bytes or no more.
    private void fill(int atLeast) throws IOException {
        bytes.compact();
        while (!sourceEnded && bytes.hasRemaining()) {
            int count = readSource();
            if (count > 0) {
                bytes.position(bytes.position() + count);
            }
            if (bytes.position() >= atLeast) {
                break;
            }
        }
        bytes.flip();
    }

    private int readSource() throws IOException {
        int count;
        try {
            count = source.read(bytes.array(), bytes.position(), bytes.remaining());
        } catch (UnreadableException e) {
            fault = e.reason();
            count = -1;
        }
        sourceEnded = count < 0;
        return count;
    }

    private void begin() {
        var mark = ByteOrderMark.of(bytes);
        bytes.position(mark.length());
        decodedBytes = mark.length();
        switch (encoding) {
            case AUTO -> {
                undecided = mark == ByteOrderMark.NONE;
                decoder = strict(mark.charset());
            }
            case UTF_8 -> {
                // A mark of UTF-16 is no UTF-8, which the decoder is to say.
                if (!mark.charset().equals(StandardCharsets.UTF_8)) {
                    bytes.position(0);
                    decodedBytes = 0;
                }
            }
            case UTF_16 -> decoder = strict(mark.utf16(bytes));
            case WINDOWS_1252 -> decoder = withoutMark(mark, WINDOWS_1252);
            case ISO_8859_1 -> decoder = withoutMark(mark, StandardCharsets.ISO_8859_1);
        }
    }

    private CharsetDecoder withoutMark(ByteOrderMark mark, Charset charset) {
        if (mark != ByteOrderMark.NONE) {
            fault = "begins with the byte order mark of %s".formatted(mark.charset());
            bytes.position(bytes.limit());
            sourceEnded = true;
        }
        return strict(charset);
    }

    /// The end of what is the same in both encodings; all of the buffer once they are told apart.
    private int endOfDecided() throws IOException {
        int foreign = bytes.position();
        while (foreign < bytes.limit() && bytes.get(foreign) >= 0) {
            foreign++;
        }
        if (foreign > bytes.position() || foreign == bytes.limit()) {
            return foreign;
        }
        fill(BUFFER_BYTES);
        boolean complete = sourceEnded && fault.isEmpty();
        var trial =
                strict(StandardCharsets.UTF_8)
                        .decode(bytes.duplicate(), CharBuffer.allocate(BUFFER_BYTES), complete);
        decoder = strict(trial.isError() ? WINDOWS_1252 : StandardCharsets.UTF_8);
        undecided = false;
        return bytes.limit();
    }

    private void checkAndCount(CoderResult result) {
        var decoded = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = decoded[i];
            if (c == '\0') {
                chars.limit(i);
                breakOff("is binary, not text: a NUL character in line " + line);
                return;
            }
            // The second half of a pair was counted with the first.
            if (c == '\r' || (c == '\n' && !afterReturn)) {
                line++;
            }
            afterReturn = c == '\r';
        }
        if (result.isError()) {
            breakOff(
                    "is not %s text: byte %d, in line %d"
                            .formatted(decoder.charset(), decodedBytes, line));
        }
    }

    private void breakOff(String reason) {
        fault = reason;
        ended = true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
