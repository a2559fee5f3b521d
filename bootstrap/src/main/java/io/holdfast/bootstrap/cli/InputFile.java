package io.holdfast.bootstrap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that the user names.
final class InputFile {

    private static final long MAX_BYTES = 1L << 30;

    private InputFile() {}

    static byte[] read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new Refused("There is no file " + file + ".");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new Refused(file + " is larger than 1 GiB.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
