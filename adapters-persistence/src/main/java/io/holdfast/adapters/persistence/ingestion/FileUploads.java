package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.ingestion.Uploads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Files in a folder that only this user can read: `ID.part` while it is sent, then `ID.upload`.
/// Nodes that share a database must share the folder.
public final class FileUploads implements Uploads {

    private static final System.Logger LOG = System.getLogger(FileUploads.class.getName());

    private static final String PART = ".part";
    private static final String WHOLE = ".upload";

    /// Written between two looks at the room that is left. Senders at once may go beyond the bound
    /// by as much each.
    private static final long STEP = 16L << 20;

    private final Path folder;
    private final long roomBytes;

    /// Makes the folder where it is missing.
    ///
    /// @param roomBytes of all files together
    public FileUploads(Path folder, long roomBytes) {
        this.folder = folder;
        this.roomBytes = roomBytes;
        try {
            Files.createDirectories(folder);
            if (isPosix()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of uploads " + folder, e);
        }
    }

    private boolean isPosix() throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }

    @Override
    public Upload begin(UUID id) {
        try {
            if (Files.exists(whole(id))) {
                throw new IllegalStateException("the id is taken: " + id);
            }
            return new FileUpload(id);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the folder of uploads " + folder, e);
        }
    }

    @Override
    public Optional<RowSource> rows(UUID id) {
        var file = whole(id);
        return Files.isRegularFile(file)
                ? Optional.of(new FileRows(() -> Files.newInputStream(file)))
                : Optional.empty();
    }

    @Override
    public void remove(UUID id) {
        delete(whole(id));
    }

    @Override
    public int removeLeftovers(Instant before, Predicate<UUID> isWanted) {
        int removed = 0;
        for (var file : files()) {
            if (isOlder(file, before) && !isWanted(file, isWanted)) {
                delete(file);
                removed++;
            }
        }
        return removed;
    }

    /// What has another name than ours is not ours.
    private static boolean isWanted(Path file, Predicate<UUID> isWanted) {
        var name = file.getFileName().toString();
        if (name.endsWith(PART)) {
            return false;
        }
        if (!name.endsWith(WHOLE)) {
            return true;
        }
        try {
            return isWanted.test(
                    UUID.fromString(name.substring(0, name.length() - WHOLE.length())));
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private static boolean isOlder(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException _) {
            // Just now imported, or sent to its end.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + file, e);
        }
    }

    private List<Path> files() {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder of uploads " + folder, e);
        }
    }

    /// Bytes that may still be written.
    private long left() {
        long taken = 0;
        for (var file : files()) {
            try {
                taken += Files.size(file);
            } catch (NoSuchFileException _) {
                // Just now imported, or sent to its end.
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look at " + file, e);
            }
        }
        return roomBytes - taken;
    }

    private Path whole(UUID id) {
        return folder.resolve(id + WHOLE);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }

    private final class FileUpload implements Upload {

        private final UUID id;
        private final Path part;
        private final FileChannel channel;
        private final MessageDigest digest;
        private long bytes;
        private long allowed;
        private boolean isFull;
        private boolean isKept;

        FileUpload(UUID id) throws IOException {
            this.id = id;
            this.part = folder.resolve(id + PART);
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
            this.channel =
                    FileChannel.open(
                            part,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            isPosix()
                                    ? new FileAttribute<?>[] {
                                        PosixFilePermissions.asFileAttribute(
                                                PosixFilePermissions.fromString("rw-------"))
                                    }
                                    : new FileAttribute<?>[0]);
        }

        @Override
        public boolean write(byte[] from, int offset, int length) {
            if (length > allowed) {
                allowed = Math.min(left(), Math.max(STEP, length));
                isFull |= length > allowed;
            }
            if (isFull) {
                return false;
            }
            try {
                var buffer = ByteBuffer.wrap(from, offset, length);
                while (buffer.hasRemaining()) {
                    var _ = channel.write(buffer);
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "an upload could not be written to " + part, e);
                isFull = true;
                return false;
            }
            digest.update(from, offset, length);
            bytes += length;
            allowed -= length;
            return true;
        }

        @Override
        public ImportRun.File keep(String name) {
            if (isFull) {
                throw new IllegalStateException("a part of the file is missing");
            }
            try {
                channel.force(true);
                channel.close();
                Files.move(part, whole(id), StandardCopyOption.ATOMIC_MOVE);
                isKept = true;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep " + part, e);
            }
            return new ImportRun.File(name, bytes, HexFormat.of().formatHex(digest.digest()));
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "an upload could not be closed: " + part, e);
            }
            if (!isKept) {
                delete(part);
            }
        }
    }
}
