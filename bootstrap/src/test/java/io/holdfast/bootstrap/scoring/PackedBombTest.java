package io.holdfast.bootstrap.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.models.RowStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attacks by a small packed file with a great deal in it: what is unpacked is read piece by piece,
/// and refused at the first limit of a cell or a row.
class PackedBombTest {

    private static final int UNPACKED_MEGABYTES = 256;

    /// Packed, it is four times the buffer of 64 KiB; one buffer is enough to see it.
    private static final double READ_MAX = 0.3;

    @TempDir Path folder;

    private Path bomb(String begin, String piece) throws IOException {
        var path = folder.resolve("bomb.csv.gz");
        var megabyte = piece.repeat((1 << 20) / piece.length()).getBytes(StandardCharsets.US_ASCII);
        try (var out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < UNPACKED_MEGABYTES; i++) {
                out.write(megabyte);
            }
        }
        return path;
    }

    private void isRefusedEarly(Path path, String reason) throws IOException {
        try (var input = InputFile.open(path);
                var rows = PersistenceAdapter.rowStream(input.content())) {
            assertThat(rows.next(1_000))
                    .isInstanceOfSatisfying(
                            RowStream.Batch.Unreadable.class,
                            unreadable -> assertThat(unreadable.reason()).contains(reason));
            assertThat(input.share()).isLessThan(READ_MAX);
        }
    }

    @Test
    void one_endless_cell() throws IOException {
        isRefusedEarly(bomb("a,b\n", "x"), "has more than 32768 characters");
    }

    @Test
    void one_endless_quote() throws IOException {
        isRefusedEarly(bomb("a,b\n\"", "\n"), "is a quote never closed?");
    }

    @Test
    void one_endless_row() throws IOException {
        isRefusedEarly(bomb("a,b\n", "x,"), "has more than 2000 cells");
    }

    @Test
    void an_endless_header() throws IOException {
        var path = bomb("", "a,");
        try (var input = InputFile.open(path);
                var rows = PersistenceAdapter.rowStream(input.content())) {
            assertThat(rows.header()).isInstanceOf(RowStream.Header.Unreadable.class);
            assertThat(input.share()).isLessThan(READ_MAX);
        }
    }
}
