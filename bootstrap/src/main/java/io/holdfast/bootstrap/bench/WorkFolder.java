package io.holdfast.bootstrap.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/// A temporary folder that goes with everything in it.
final class WorkFolder implements AutoCloseable {

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    static WorkFolder create() throws IOException {
        return new WorkFolder(Files.createTempDirectory("holdfast-bench"));
    }

    Path path() {
        return path;
    }

    /// A folder in it.
    Path part(String name) {
        return path.resolve(name);
    }

    /// May be called again.
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (var all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(WorkFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path one) {
        try {
            Files.deleteIfExists(one);
        } catch (NoSuchFileException _) {
            // Somebody else was quicker; gone is gone.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
