package io.holdfast.adapters.persistence.ingestion;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a file, unpacked where its first bytes are those of gzip, and never more of them
/// than limits allow: a small archive can hold any amount.
final class PlainBytes extends InputStream {

    /// @param maxBytes unpacked
    /// @param maxRatio of unpacked bytes to packed ones, beyond `freeBytes`
    /// @param freeBytes unpacked, from which on the ratio counts
    record Limits(long maxBytes, int maxRatio, long freeBytes) {
        static Limits standard() {
            return new Limits(64L << 30, 200, 64L << 20);
        }
    }

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_BYTES = 4;

    private final Counted packed;
    private final BufferedInputStream source;
    private final Limits limits;
    private InputStream plain = nullInputStream();
    private boolean begun;
    private boolean isPacked;
    private long unpackedBytes;

    PlainBytes(InputStream file, Limits limits) {
        this.packed = new Counted(file);
        this.source = new BufferedInputStream(packed, BUFFER_BYTES);
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// @throws UnreadableException where the archive is broken or too large
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!begun) {
            begin();
        }
        if (!isPacked) {
            return plain.read(target, offset, length);
        }
        int count = readPacked(target, offset, length);
        unpackedBytes += Math.max(count, 0);
        holdLimits();
        return count;
    }

    private void begin() throws IOException {
        begun = true;
        source.mark(MAGIC_BYTES);
        var magic = source.readNBytes(MAGIC_BYTES);
        source.reset();
        plain = source;
        if (magic.length == MAGIC_BYTES && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3) {
            throw new UnreadableException(
                    "is a ZIP archive, as workbooks are, too: send the text in it");
        }
        if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
            isPacked = true;
            try {
                plain = new GZIPInputStream(source, BUFFER_BYTES);
            } catch (EOFException | ZipException _) {
                throw broken();
            }
        }
    }

    private int readPacked(byte[] target, int offset, int length) throws IOException {
        try {
            return plain.read(target, offset, length);
        } catch (EOFException _) {
            throw new UnreadableException(
                    "the gzip archive breaks off after %d unpacked bytes".formatted(unpackedBytes));
        } catch (ZipException _) {
            throw broken();
        }
    }

    private UnreadableException broken() {
        return new UnreadableException(
                "the gzip archive is broken after %d unpacked bytes".formatted(unpackedBytes));
    }

    private void holdLimits() {
        if (unpackedBytes > limits.maxBytes()) {
            throw new UnreadableException(
                    "the gzip archive holds more than %d bytes".formatted(limits.maxBytes()));
        }
        if (unpackedBytes > limits.freeBytes()
                && unpackedBytes / limits.maxRatio() > packed.count()) {
            throw new UnreadableException(
                    "the gzip archive holds more than %d times its own size"
                            .formatted(limits.maxRatio()));
        }
    }

    @Override
    public void close() throws IOException {
        try (packed) {
            plain.close();
        }
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
