package io.holdfast.adapters.persistence.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.RowStreamContract;
import io.holdfast.domain.models.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is in the text is `CsvTableReaderTest`'s matter: both read by the same parser. This is
/// about texts that do not fit into one piece.
final class CsvRowsTest implements RowStreamContract {

    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public RowStream streamOf(List<String> header, List<List<String>> rows) {
        return over(csv(header, rows));
    }

    @Override
    public RowStream breakingAfter(List<String> header, List<List<String>> rows) {
        return over(csv(header, rows) + "\"never closed\n");
    }

    @Override
    public RowStream unreadable() {
        return over("\n");
    }

    private static String csv(List<String> header, List<List<String>> rows) {
        return String.join(",", header)
                + "\n"
                + rows.stream()
                        .map(row -> String.join(",", row) + "\n")
                        .collect(Collectors.joining());
    }

    private static RowStream over(String text) {
        return PersistenceAdapter.rowStream(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static List<Table.Row> rows(RowStream stream) {
        var rows = new ArrayList<Table.Row>();
        while (stream.next(1_000) instanceof RowStream.Batch.Rows(var batch)) {
            rows.addAll(batch);
        }
        return rows;
    }

    @Test
    void characters_and_line_ends_survive_wherever_a_piece_ends() {
        for (int shift = 0; shift < 8; shift++) {
            var name = "x".repeat(shift);
            var row = name + ",\"Zo\u00eb \uD83D\uDE00\r\n2nd\"\r\n";
            int count = 2 * BUFFER_BYTES / row.getBytes(UTF_8).length;
            var found = rows(over("id,name\r\n" + row.repeat(count)));

            assertThat(found).hasSize(count);
            assertThat(found.getLast())
                    .isEqualTo(
                            new Table.Row(
                                    2L * count, List.of(name, "Zo\u00eb \uD83D\uDE00\r\n2nd")));
        }
    }

    @Test
    void names_byte_and_line_of_a_fault_beyond_the_first_piece() {
        var good = "a,b\n" + "1,2\n".repeat(50_000);
        var bytes = new SequenceInputStream(bytes(good), bytes(new byte[] {'x', (byte) 0xFF}));
        var stream = PersistenceAdapter.rowStream(bytes);

        rows(stream);

        assertThat(stream.next(1))
                .isEqualTo(
                        new RowStream.Batch.Unreadable(
                                "is not UTF-8 text: byte 200005, in line 50002"));
    }

    @Test
    void does_not_read_on_for_ever_in_search_of_the_end_of_a_quote() {
        var stream = over("a,b\n1,2\n\"x\ny\",\"z" + "\n4,5".repeat(100_000));

        assertThat(rows(stream)).hasSize(1);
        assertThat(stream.next(1))
                .isEqualTo(
                        new RowStream.Batch.Unreadable(
                                "the cell that begins in line 4 has more than 32768 characters:"
                                        + " is a quote never closed?"));
    }

    @Test
    void takes_the_longest_cell_even_if_all_of_it_is_quotes() {
        var text = "\"".repeat(CsvRows.MAX_CELL_LENGTH);
        var stream = over("a\n\"" + text.replace("\"", "\"\"") + "\"\n");

        assertThat(rows(stream)).containsExactly(new Table.Row(2, List.of(text)));
    }

    @Test
    void a_batch_of_long_rows_is_short() {
        var cell = "x".repeat(CsvRows.MAX_CELL_LENGTH);
        var stream = over("a\n" + (cell + "\n").repeat(100));

        var batch = (RowStream.Batch.Rows) stream.next(1_000);

        assertThat(batch.rows()).hasSize(CsvRows.BATCH_LENGTH / CsvRows.MAX_CELL_LENGTH);
        assertThat(rows(stream)).hasSize(100 - batch.rows().size());
    }

    @Test
    void holds_the_limit_of_a_row() {
        var cell = "x".repeat(CsvRows.MAX_CELL_LENGTH);
        int fitting = CsvRows.MAX_ROW_LENGTH / CsvRows.MAX_CELL_LENGTH;

        assertThat(rows(over("a\n" + (cell + ",").repeat(fitting)))).hasSize(1);
        assertThat(over("a\n" + (cell + ",").repeat(fitting) + "x").next(1))
                .isEqualTo(
                        new RowStream.Batch.Unreadable(
                                "the row in line 2 has more than 4194304 characters"));
    }

    @Test
    void a_source_that_fails_is_no_matter_of_the_content() {
        var failing =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return read();
                    }
                };
        var stream =
                PersistenceAdapter.rowStream(
                        new SequenceInputStream(bytes("a\n" + "1\n".repeat(60_000)), failing));

        assertThatThrownBy(() -> rows(stream))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the disk is gone");
    }

    private static InputStream bytes(String text) {
        return bytes(text.getBytes(UTF_8));
    }

    private static InputStream bytes(byte[] content) {
        return new ByteArrayInputStream(content);
    }
}
