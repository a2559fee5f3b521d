package io.holdfast.adapters.persistence.customers;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows in the text format of COPY, as UTF-8, in a buffer that is used again and again.
final class CopyText {

    private static final int FIRST_CAPACITY = 8_192;
    private static final byte[] NOTHING = {'\\', 'N'};

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /// To be read before anything is added or cleared.
    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, size);
    }

    void clear() {
        size = 0;
    }

    /// The first value of a row.
    void begin(long number) {
        ascii(String.valueOf(number));
    }

    /// A value after the first; null for nothing.
    void value(@Nullable String value) {
        room(1);
        bytes[size++] = '\t';
        if (value == null) {
            room(NOTHING.length);
            bytes[size++] = NOTHING[0];
            bytes[size++] = NOTHING[1];
        } else {
            text(value);
        }
    }

    void end() {
        room(1);
        bytes[size++] = '\n';
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void text(String text) {
        room(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                beyondAscii(text.substring(i));
                return;
            }
            plain((byte) c);
        }
    }

    /// A surrogate without its other half becomes a question mark.
    private void beyondAscii(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        room(2 * encoded.length);
        for (byte one : encoded) {
            plain(one);
        }
    }

    private void plain(byte one) {
        switch (one) {
            case '\\' -> escaped('\\');
            case '\t' -> escaped('t');
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            default -> bytes[size++] = one;
        }
    }

    private void escaped(char letter) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) letter;
    }

    private void room(int needed) {
        if (bytes.length - size < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + needed));
        }
    }
}
