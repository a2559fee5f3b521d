package io.holdfast.bootstrap.scoring;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/// A table's bytes, unpacked where the name ends in `.gz`, and how many of them were read. Reading
/// ends at once when its thread is interrupted, a pipe that says nothing included.
public final class InputFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final long UNKNOWN = -1;

    private final Counted counted;
    private final InputStream content;
    private final long size;

    private InputFile(FileChannel channel, boolean packed, long size) throws IOException {
        counted = new Counted(Channels.newInputStream(channel));
        content = packed ? new GZIPInputStream(counted, BUFFER_BYTES) : counted;
        this.size = size;
    }

    public static InputFile open(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new InputFile(channel, OutputFile.isPacked(path), sizeOf(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public static InputFile standardInput() throws IOException {
        return new InputFile(new FileInputStream(FileDescriptor.in).getChannel(), false, UNKNOWN);
    }

    /// A named pipe has no size.
    private static long sizeOf(Path path) throws IOException {
        return Files.isRegularFile(path) ? Files.size(path) : UNKNOWN;
    }

    public InputStream content() {
        return content;
    }

    /// How much of the file was read, within 0 and 1; `NaN` where its size is not known.
    public double share() {
        return size > 0 ? Math.min(1, (double) counted.count / size) : Double.NaN;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static final class Counted extends FilterInputStream {

        /// Written by the one thread that reads.
        private volatile long count;

        Counted(InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            add(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            add(Math.max(read, 0));
            return read;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void add(int bytes) {
            count += bytes;
        }
    }
}
