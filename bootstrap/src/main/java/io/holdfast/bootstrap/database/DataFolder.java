package io.holdfast.bootstrap.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder where one installation keeps its database and its secrets. One process owns it at a
/// time; the operating system lets go of the ownership however the process ends.
public final class DataFolder implements AutoCloseable {

    private static final String LOCK = "owner.lock";
    private static final int SECRET_BYTES = 32;

    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable FileLock lock;

    private DataFolder(Path path) {
        this.path = path;
    }

    /// Makes the folder where it is missing; owns nothing yet.
    public static DataFolder at(Path path) {
        try {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            // A process is known by its real path: a link on the way must not hide it.
            return new DataFolder(path.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + path, e);
        }
    }

    public Path path() {
        return path;
    }

    /// Whether this process is the owner now; false when another process is.
    public boolean own() {
        try {
            var opened =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock taken;
            try {
                taken = opened.tryLock();
            } catch (OverlappingFileLockException _) {
                taken = null;
            }
            if (taken == null) {
                opened.close();
                return false;
            }
            channel = opened;
            lock = taken;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the data folder " + path, e);
        }
    }

    /// The content of a small file; empty where it is missing.
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name)).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path.resolve(name), e);
        }
    }

    /// Removes a small file, if it is there.
    void remove(String name) {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path.resolve(name), e);
        }
    }

    /// Writes a small file that only this user can read: beside, then renamed, so that a kill never
    /// leaves half of it.
    public void write(String name, String content) {
        var target = path.resolve(name);
        var beside = path.resolve(name + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(beside, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    /// A random secret of 256 bits in hex, made on first use and kept.
    public String secret(String name) {
        return read(name)
                .orElseGet(() -> {
                    var bytes = new byte[SECRET_BYTES];
                    new SecureRandom().nextBytes(bytes);
                    var secret = HexFormat.of().formatHex(bytes);
                    write(name, secret);
                    return secret;
                });
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.release();
                lock = null;
            }
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock the data folder " + path, e);
        }
    }
}
