package io.holdfast.bootstrap.ingestion;

import io.holdfast.domain.ingestion.ImportRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a file on disk is known by.
public final class FileDigest {

    private static final int BUFFER_BYTES = 1 << 16;

    private FileDigest() {}

    /// Reads the file once from its beginning to its end.
    public static ImportRun.File of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        long bytes = 0;
        try (var content = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new ImportRun.File(
                file.getFileName().toString(), bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
