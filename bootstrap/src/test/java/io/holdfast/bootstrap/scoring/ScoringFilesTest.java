package io.holdfast.bootstrap.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read and what is written, on a disk.
class ScoringFilesTest {

    private static final byte[] HEADER = "header\n".getBytes(UTF_8);
    private static final byte[] LINE = "line\n".getBytes(UTF_8);

    @TempDir Path folder;

    private String content(String name) throws IOException {
        try (var input = InputFile.open(folder.resolve(name))) {
            return new String(input.content().readAllBytes(), UTF_8);
        }
    }

    private void written(String name) throws IOException {
        try (var output = new OutputFile(folder.resolve(name), HEADER)) {
            output.write(LINE);
            output.write(LINE);
            output.keep();
        }
    }

    @Test
    void a_kept_file_is_in_its_place_and_alone() throws IOException {
        written("out.csv");

        assertThat(content("out.csv")).isEqualTo("header\nline\nline\n");
        assertThat(folder.toFile().list()).containsExactly("out.csv");
    }

    @Test
    void a_name_that_ends_in_gz_is_packed_and_unpacked() throws IOException {
        written("out.csv.gz");

        assertThat(content("out.csv.gz")).isEqualTo("header\nline\nline\n");
        assertThat(Files.readAllBytes(folder.resolve("out.csv.gz")))
                .startsWith(new byte[] {0x1f, (byte) 0x8b});
    }

    @Test
    void a_file_that_is_not_kept_leaves_nothing_and_what_was_there_alone() throws IOException {
        written("out.csv");
        try (var output = new OutputFile(folder.resolve("out.csv"), HEADER)) {
            output.write(LINE);
            assertThat(folder.toFile().list()).hasSize(2);
        }

        assertThat(folder.toFile().list()).containsExactly("out.csv");
        assertThat(content("out.csv")).isEqualTo("header\nline\nline\n");
    }

    @Test
    void keeping_nothing_takes_away_what_another_run_left() throws IOException {
        written("out.csv.rejected.csv");
        try (var output = new OutputFile(folder.resolve("out.csv.rejected.csv"), HEADER)) {
            output.keep();
        }

        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void a_file_that_was_begun_has_its_header_only() throws IOException {
        try (var output = new OutputFile(folder.resolve("out.csv"), HEADER)) {
            output.begin();
            output.keep();
        }

        assertThat(content("out.csv")).isEqualTo("header\n");
    }

    @Test
    void says_how_much_of_the_file_was_read_packed_or_not() throws IOException {
        var noise = new byte[300_000];
        new Random(5).nextBytes(noise);
        for (var name : new String[] {"a.csv", "a.csv.gz"}) {
            try (var output = new OutputFile(folder.resolve(name), noise)) {
                output.begin();
                output.keep();
            }
            try (var input = InputFile.open(folder.resolve(name))) {
                assertThat(input.share()).isLessThan(0.5);
                input.content().readNBytes(200_000);
                assertThat(input.share()).isBetween(0.5, 0.95);
                input.content().readAllBytes();
                assertThat(input.share()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_packed_file_that_is_cut_or_none_is_told() throws IOException {
        written("a.csv.gz");
        var packed = Files.readAllBytes(folder.resolve("a.csv.gz"));
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 9));
        Files.write(folder.resolve("plain.gz"), LINE);

        assertThatThrownBy(() -> content("cut.gz")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> content("plain.gz")).isInstanceOf(ZipException.class);
    }
}
