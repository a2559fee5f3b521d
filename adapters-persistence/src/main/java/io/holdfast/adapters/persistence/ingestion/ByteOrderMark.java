package io.holdfast.adapters.persistence.ingestion;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The first bytes of a text, by which its writer may have told the encoding.
enum ByteOrderMark {
    NONE(StandardCharsets.UTF_8, ""),
    UTF_8(StandardCharsets.UTF_8, "\u00EF\u00BB\u00BF"),
    UTF_16_BIG(StandardCharsets.UTF_16BE, "\u00FE\u00FF"),
    UTF_16_LITTLE(StandardCharsets.UTF_16LE, "\u00FF\u00FE");

    private final Charset charset;

    /// One character a byte.
    private final String bytes;

    ByteOrderMark(Charset charset, String bytes) {
        this.charset = charset;
        this.bytes = bytes;
    }

    /// @param start of the text, which is read from but not used up
    static ByteOrderMark of(ByteBuffer start) {
        for (var mark : values()) {
            if (mark != NONE && mark.begins(start)) {
                return mark;
            }
        }
        return NONE;
    }

    private boolean begins(ByteBuffer start) {
        var marked = StandardCharsets.ISO_8859_1.encode(bytes);
        return start.remaining() >= bytes.length()
                && start.slice(start.position(), bytes.length()).equals(marked);
    }

    /// UTF-8 without a mark.
    Charset charset() {
        return charset;
    }

    int length() {
        return bytes.length();
    }

    /// For a text that is UTF-16 in any case: without a mark by the first character, half of which
    /// is zero in what Western languages write.
    Charset utf16(ByteBuffer start) {
        if (this == UTF_16_BIG || this == UTF_16_LITTLE) {
            return charset;
        }
        boolean isLittle = start.remaining() >= 2 && start.get(start.position() + 1) == 0;
        return isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
}
