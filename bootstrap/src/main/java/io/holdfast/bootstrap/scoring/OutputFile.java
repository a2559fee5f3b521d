package io.holdfast.bootstrap.scoring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// A file that is written beside its place and moved there when it is complete; packed where its
/// name ends in `.gz`. Closing it before that leaves nothing behind.
public final class OutputFile implements Lines, AutoCloseable {

    private static final String PACKED = ".gz";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path place;
    private final Path part;
    private final byte[] header;
    private Optional<FileChannel> channel = Optional.empty();
    private OutputStream stream = OutputStream.nullOutputStream();

    /// Touches no file yet.
    ///
    /// @param header of the file, written before the first lines
    public OutputFile(Path place, byte[] header) {
        this.place = place;
        this.part =
                place.resolveSibling(
                        "%s.%d.part".formatted(place.getFileName(), ProcessHandle.current().pid()));
        this.header = header.clone();
    }

    static boolean isPacked(Path path) {
        return path.toString().endsWith(PACKED);
    }

    public Path place() {
        return place;
    }

    /// Makes the file and writes its header; the first lines do the same.
    public void begin() throws IOException {
        var opened =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        channel = Optional.of(opened);
        var plain = Channels.newOutputStream(opened);
        stream = isPacked(place) ? new GZIPOutputStream(plain, BUFFER_BYTES) : plain;
        stream.write(header);
    }

    @Override
    public void write(byte[] lines) throws IOException {
        if (channel.isEmpty()) {
            begin();
        }
        stream.write(lines);
    }

    /// Puts the file in its place, whole and on disk, over the one that may be there. Where nothing
    /// was begun, one that is there is taken away: it tells of another run.
    public void keep() throws IOException {
        if (channel.isEmpty()) {
            Files.deleteIfExists(place);
            return;
        }
        if (stream instanceof GZIPOutputStream packed) {
            packed.finish();
        }
        channel.get().force(true);
        stream.close();
        Files.move(
                part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
            Files.deleteIfExists(part);
        }
    }
}
