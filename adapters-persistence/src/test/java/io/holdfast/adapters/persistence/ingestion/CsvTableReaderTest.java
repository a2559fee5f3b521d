package io.holdfast.adapters.persistence.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableReaderTest {

    private final TableReader reader = PersistenceAdapter.tableReader();

    private Table opened(String text) {
        return opened(text.getBytes(UTF_8));
    }

    private Table opened(byte[] content) {
        assertThat(reader.read(content)).isInstanceOf(TableReader.Outcome.Opened.class);
        return ((TableReader.Outcome.Opened) reader.read(content)).table();
    }

    private String unreadable(byte[] content) {
        assertThat(reader.read(content)).isInstanceOf(TableReader.Outcome.Unreadable.class);
        return ((TableReader.Outcome.Unreadable) reader.read(content)).reason();
    }

    private String unreadable(String text) {
        return unreadable(text.getBytes(UTF_8));
    }

    @Test
    void reads_a_header_and_rows_with_the_lines_they_begin_in() {
        var table = opened("id, name ,left\n1,Ada,Yes\n2,\"Bob, the\nsecond\",No\n3,Zoë,\n");

        assertThat(table)
                .isEqualTo(
                        new Table(
                                List.of("id", "name", "left"),
                                List.of(
                                        new Table.Row(2, List.of("1", "Ada", "Yes")),
                                        new Table.Row(3, List.of("2", "Bob, the\nsecond", "No")),
                                        new Table.Row(5, List.of("3", "Zoë", "")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2"})
    void takes_every_kind_of_line_end_and_none_at_the_end(String text) {
        assertThat(opened(text).rows()).containsExactly(new Table.Row(2, List.of("1", "2")));
    }

    @Test
    void drops_a_byte_order_mark() {
        assertThat(opened("\uFEFFid,name\n").header()).containsExactly("id", "name");
    }

    @Test
    void skips_blank_lines_also_before_the_header() {
        var table = opened("\n  \nid,name\n\n1,Ada\n \t\n2,Bob\n\n");

        assertThat(table.header()).containsExactly("id", "name");
        assertThat(table.rows())
                .containsExactly(
                        new Table.Row(5, List.of("1", "Ada")),
                        new Table.Row(7, List.of("2", "Bob")));
    }

    @Test
    void keeps_quotes_blanks_and_ragged_rows_as_they_are() {
        var table = opened("a,b\n\"say \"\"hi\"\"\", x \n1\n1,2,3\n\"\",\n");

        assertThat(table.rows())
                .extracting(Table.Row::cells)
                .containsExactly(
                        List.of("say \"hi\"", " x "),
                        List.of("1"),
                        List.of("1", "2", "3"),
                        List.of("", ""));
    }

    @Test
    void another_separator_is_a_header_of_one_cell() {
        assertThat(opened("id;name\n1;Ada\n").header()).containsExactly("id;name");
        assertThat(opened("id\tname\n").header()).containsExactly("id\tname");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \n\r\n", "\uFEFF", "\uFEFF\n"})
    void nothing_is_unreadable(String text) {
        assertThat(unreadable(text)).isEqualTo("is empty");
    }

    @Test
    void names_the_byte_and_line_that_is_not_utf_8() {
        assertThat(unreadable("id,name\n1,Zo\u00eb\n".getBytes(ISO_8859_1)))
                .isEqualTo("is not UTF-8 text: byte 12, in line 2");
        assertThat(unreadable(new byte[] {'a', '\n', 'b', (byte) 0xC3}))
                .isEqualTo("is not UTF-8 text: byte 3, in line 2");
        assertThat(unreadable(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}))
                .isEqualTo("is not UTF-8 text: byte 0, in line 1");
    }

    @Test
    void binary_content_is_unreadable() {
        assertThat(unreadable("a,b\n1,\0\n"))
                .isEqualTo("is binary, not text: a NUL character in line 2");
        assertThat(unreadable("id,name\n".getBytes(UTF_16))).contains("UTF-8");
        var noise = new byte[10_000];
        new Random(7).nextBytes(noise);
        assertThat(unreadable(noise)).isNotEmpty();
    }

    @Test
    void names_the_line_where_an_endless_quote_begins() {
        assertThat(unreadable("a,b\n1,2\n\"x\ny\",\"z\n4,5\n6,7\n"))
                .isEqualTo("a quote that opens in line 4 is never closed");
        assertThat(unreadable("a,b\n1,\""))
                .isEqualTo("a quote that opens in line 2 is never closed");
    }

    @Test
    void text_after_a_closing_quote_is_unreadable() {
        assertThat(unreadable("a,b\n\"1\"x,2\n")).contains("line 2");
    }

    @Test
    void holds_the_limit_of_columns() {
        var fits = "c,".repeat(CsvRows.MAX_COLUMNS - 1) + "c\n";

        assertThat(opened(fits).header()).hasSize(CsvRows.MAX_COLUMNS);
        assertThat(unreadable("c," + fits)).isNotEmpty();
    }

    @Test
    void holds_the_limit_of_a_cell() {
        var fits = "x".repeat(CsvRows.MAX_CELL_LENGTH);

        assertThat(opened("a\n" + fits).rows().getFirst().cells()).containsExactly(fits);
        assertThat(unreadable("a\n" + fits + "x")).isNotEmpty();
    }

    @Test
    void holds_the_limit_of_rows() {
        var fits = "a\n" + "1\n".repeat(CsvTableReader.MAX_ROWS);

        assertThat(opened(fits).rows()).hasSize(CsvTableReader.MAX_ROWS);
        assertThat(unreadable(fits + "1\n"))
                .isEqualTo("has more than " + CsvTableReader.MAX_ROWS + " rows");
    }

    @Test
    void never_throws_whatever_the_content_is() {
        var random = new Random(11);
        var alphabet = "a,\"\n\r ;\t\uFEFF";
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(reader.read(text.toString().getBytes(UTF_8))).isNotNull();
        }
    }
}
