package io.holdfast.adapters.persistence.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.RowStreamContract;
import io.holdfast.domain.models.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Files that gzip packed, whole and broken.
final class PackedFileTest implements RowStreamContract {

    private static final int MEGABYTE = 1 << 20;

    @Override
    public RowStream streamOf(List<String> header, List<List<String>> rows) {
        return over(packed(csv(header, rows)));
    }

    @Override
    public RowStream breakingAfter(List<String> header, List<List<String>> rows) {
        var whole = packed(csv(header, rows) + "last,row\n");
        return over(Arrays.copyOf(whole, whole.length - 1));
    }

    @Override
    public RowStream unreadable() {
        return over(new byte[] {0x1F, (byte) 0x8B, 8});
    }

    @Override
    public void gives_all_rows_before_what_cannot_be_read() {
        try (var stream = breakingAfter(HEADER, RowStreamContract.rows(5))) {
            // Only the check sum is cut off, so that the last row has come, too.
            assertThat(rows(stream)).hasSize(6);
            assertThat(stream.next(1))
                    .isEqualTo(
                            new RowStream.Batch.Unreadable(
                                    "the gzip archive breaks off after 47 unpacked bytes"));
        }
    }

    private static String csv(List<String> header, List<List<String>> rows) {
        return String.join(",", header)
                + "\n"
                + rows.stream()
                        .map(row -> String.join(",", row) + "\n")
                        .collect(Collectors.joining());
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static RowStream over(byte[] content) {
        return over(content, PlainBytes.Limits.standard());
    }

    private static RowStream over(byte[] content, PlainBytes.Limits limits) {
        return new FileRows(() -> new ByteArrayInputStream(content), limits)
                .open(TextFormat.auto());
    }

    private static List<Table.Row> rows(RowStream stream) {
        var rows = new ArrayList<Table.Row>();
        while (stream.next(1_000) instanceof RowStream.Batch.Rows(var batch)) {
            rows.addAll(batch);
        }
        return rows;
    }

    private static String fault(RowStream stream) {
        rows(stream);
        return stream.next(1) instanceof RowStream.Batch.Unreadable(var reason) ? reason : "";
    }

    @Test
    void gives_the_rows_before_a_cut_in_the_middle() {
        var text = new StringBuilder("a,b\n");
        var random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            text.append(i).append(',').append(random.nextInt()).append('\n');
        }
        var whole = packed(text.toString());
        var stream = over(Arrays.copyOf(whole, whole.length / 2));

        assertThat(rows(stream)).hasSizeBetween(80_000, 120_000);
        assertThat(fault(stream)).contains("breaks off after");
    }

    @Test
    void a_damaged_archive_is_unreadable() {
        var damaged = packed("a,b\n" + "1,2\n".repeat(10_000));
        damaged[damaged.length / 2] ^= 0x55;

        assertThat(fault(over(damaged))).contains("the gzip archive");
    }

    @Test
    void an_archive_of_several_parts_is_one_text() {
        var both = new ByteArrayOutputStream();
        both.writeBytes(packed("a,b\n1,2\n"));
        both.writeBytes(packed("3,4\n"));

        assertThat(rows(over(both.toByteArray()))).hasSize(2);
    }

    @Test
    void holds_the_limit_of_unpacked_bytes() {
        var content = packed("a,b\n" + "1,2\n".repeat(24));

        assertThat(fault(over(content, new PlainBytes.Limits(100, 200, 1_000)))).isEmpty();
        assertThat(fault(over(content, new PlainBytes.Limits(99, 200, 1_000))))
                .isEqualTo("the gzip archive holds more than 99 bytes");
    }

    @Test
    void a_small_archive_that_holds_very_much_is_refused() {
        var bomb = packed("a,b\n" + "1,2\n".repeat(4 * MEGABYTE));

        assertThat(fault(over(bomb, new PlainBytes.Limits(1L << 40, 200, MEGABYTE))))
                .isEqualTo("the gzip archive holds more than 200 times its own size");
    }

    @Test
    void two_hundred_megabytes_pass_through_little_memory() {
        int rowsOfPart = MEGABYTE / 1_000;
        int cell = 1_000 - "1,\n".length();
        var header = packed("a,b\n");
        var part = packed(("1," + letters(cell) + "\n").repeat(rowsOfPart));
        int parts = 200;
        FileRows.Content content =
                () ->
                        new SequenceInputStream(
                                new ByteArrayInputStream(header),
                                new SequenceInputStream(
                                        Collections.enumeration(
                                                Collections.nCopies(parts, part).stream()
                                                        .map(ByteArrayInputStream::new)
                                                        .toList())));
        var limits = new PlainBytes.Limits(1L << 40, 1_000, 0);
        try (var stream = new FileRows(content, limits).open(TextFormat.auto())) {
            long count = 0;
            while (stream.next(10_000) instanceof RowStream.Batch.Rows(var rows)) {
                // A batch is bounded whatever the limit is, and nothing else holds rows.
                assertThat(rows.size() * (long) cell).isLessThan(CsvRows.BATCH_LENGTH + cell);
                count += rows.size();
            }

            assertThat(stream.next(1)).isEqualTo(new RowStream.Batch.End());
            assertThat(count).isEqualTo((long) parts * rowsOfPart);
        }
    }

    private static String letters(int count) {
        var random = new Random(5);
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('a' + random.nextInt(16)));
        }
        return letters.toString();
    }
}
