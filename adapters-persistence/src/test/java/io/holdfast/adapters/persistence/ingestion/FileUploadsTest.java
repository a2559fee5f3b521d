package io.holdfast.adapters.persistence.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.Uploads;
import io.holdfast.domain.ingestion.UploadsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileUploadsTest implements UploadsContract {

    private final Path folder;
    private final FileUploads uploads;

    FileUploadsTest(@TempDir Path folder) {
        this.folder = folder;
        this.uploads = new FileUploads(folder.resolve("uploads"), ROOM);
    }

    @Override
    public Uploads uploads() {
        return uploads;
    }

    /// The file system's clock.
    @Override
    public Instant now() {
        try {
            return Files.getLastModifiedTime(Files.createTempFile(folder, "now", "")).toInstant();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void only_the_user_can_read_what_was_sent() throws IOException {
        try (var upload = uploads.begin(FIRST)) {
            assertThat(upload.write(TABLE, 0, TABLE.length)).isTrue();
            var _ = upload.keep("people.csv");
        }

        assertThat(permissions("")).isEqualTo("rwx------");
        assertThat(permissions(FIRST + ".upload")).isEqualTo("rw-------");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("uploads").resolve(name)));
    }

    @Test
    void removes_what_a_process_left_that_died_in_the_middle() throws IOException {
        var part = Files.createFile(folder.resolve("uploads").resolve(FIRST + ".part"));
        var foreign = Files.createFile(folder.resolve("uploads").resolve("README"));
        var old = now().minusSeconds(3_600);
        Files.setLastModifiedTime(part, FileTime.from(old));
        Files.setLastModifiedTime(foreign, FileTime.from(old));

        assertThat(uploads.removeLeftovers(now().minusSeconds(60), _ -> true)).isEqualTo(1);

        assertThat(part).doesNotExist();
        assertThat(foreign).exists();
    }
}
