package io.holdfast.adapters.persistence.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.ingestion.TextFormat.Encoding;
import io.holdfast.domain.ingestion.TextFormat.Layout;
import io.holdfast.domain.ingestion.TextFormat.Separator;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Encodings, separators and layouts, told and found out.
final class FileRowsTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int BUFFER_BYTES = 1 << 16;

    private static final String NAMES = "id,name\n1,Zo\u00eb\n2,Ren\u00e9e \u20ac\n";
    private static final List<List<String>> ROWS =
            List.of(List.of("1", "Zo\u00eb"), List.of("2", "Ren\u00e9e \u20ac"));

    private record Read(List<String> header, List<Table.Row> rows, String fault) {
        List<List<String>> cells() {
            return rows.stream().map(Table.Row::cells).toList();
        }
    }

    private static Read read(TextFormat format, byte[]... pieces) {
        var content = new ByteArrayOutputStream();
        for (var piece : pieces) {
            content.writeBytes(piece);
        }
        var source = new FileRows(() -> new ByteArrayInputStream(content.toByteArray()));
        try (var stream = source.open(format)) {
            return read(stream);
        }
    }

    private static Read read(RowStream stream) {
        var header = stream.header() instanceof RowStream.Header.Read(var names) ? names : null;
        var rows = new ArrayList<Table.Row>();
        while (true) {
            switch (stream.next(1_000)) {
                case RowStream.Batch.Rows(var batch) -> rows.addAll(batch);
                case RowStream.Batch.End() -> {
                    return new Read(header == null ? List.of() : header, rows, "");
                }
                case RowStream.Batch.Unreadable(var reason) -> {
                    return new Read(header == null ? List.of() : header, rows, reason);
                }
            }
        }
    }

    private static TextFormat in(Encoding encoding) {
        return new TextFormat(encoding, Separator.AUTO, Layout.AUTO);
    }

    private static TextFormat by(Separator separator) {
        return new TextFormat(Encoding.AUTO, separator, Layout.AUTO);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void finds_the_encoding_by_the_byte_order_mark() {
        var mark = "\uFEFF";

        for (var charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
            var found = read(TextFormat.auto(), (mark + NAMES).getBytes(charset));

            assertThat(found.header()).as(charset.name()).containsExactly("id", "name");
            assertThat(found.cells()).as(charset.name()).isEqualTo(ROWS);
        }
    }

    @Test
    void without_a_mark_it_is_utf_8_and_where_that_cannot_be_windows_1252() {
        assertThat(read(TextFormat.auto(), NAMES.getBytes(UTF_8)).cells()).isEqualTo(ROWS);
        assertThat(read(TextFormat.auto(), NAMES.getBytes(WINDOWS_1252)).cells()).isEqualTo(ROWS);
    }

    @Test
    void it_does_not_matter_how_late_the_first_foreign_letter_comes() {
        int lines = 3 * BUFFER_BYTES / 4;
        for (int shift = 0; shift < 4; shift++) {
            var text = "x".repeat(shift) + "a,b\n" + "1,2\n".repeat(lines) + "3,\u00e9\u20ac\n";
            for (var charset : List.of(UTF_8, WINDOWS_1252)) {
                var found = read(TextFormat.auto(), text.getBytes(charset));

                assertThat(found.fault()).isEmpty();
                assertThat(found.rows()).hasSize(lines + 1);
                assertThat(found.rows().getLast())
                        .isEqualTo(new Table.Row(lines + 2L, List.of("3", "\u00e9\u20ac")));
            }
        }
    }

    @Test
    void a_text_of_two_encodings_gives_the_rows_before_and_names_the_place() {
        var many = "3,\u00e9\n".repeat(BUFFER_BYTES);
        var found =
                read(TextFormat.auto(), ("a,b\n" + many).getBytes(UTF_8), bytes('4', ',', 0xE9));

        assertThat(found.rows()).hasSize(BUFFER_BYTES);
        assertThat(found.fault())
                .isEqualTo(
                        "is not UTF-8 text: byte %d, in line 65538".formatted(4 + 5 * 65536 + 2));
    }

    @Test
    void a_told_encoding_is_held_to() {
        assertThat(read(in(Encoding.UTF_8), NAMES.getBytes(UTF_8)).cells()).isEqualTo(ROWS);
        assertThat(read(in(Encoding.WINDOWS_1252), NAMES.getBytes(WINDOWS_1252)).cells())
                .isEqualTo(ROWS);
        assertThat(read(in(Encoding.ISO_8859_1), "a,b\n1,\u00e9\n".getBytes(ISO_8859_1)).cells())
                .containsExactly(List.of("1", "\u00e9"));
        assertThat(read(in(Encoding.UTF_8), NAMES.getBytes(WINDOWS_1252)).fault())
                .isEqualTo("is not UTF-8 text: byte 12, in line 2");
        assertThat(read(in(Encoding.UTF_8), NAMES.getBytes(UTF_16)).fault())
                .isEqualTo("is not UTF-8 text: byte 0, in line 1");
        assertThat(read(in(Encoding.WINDOWS_1252), bytes('a', '\n', 0x81)).fault())
                .isEqualTo("is not windows-1252 text: byte 2, in line 2");
        assertThat(read(in(Encoding.ISO_8859_1), ("\uFEFF" + NAMES).getBytes(UTF_8)).fault())
                .isEqualTo("begins with the byte order mark of UTF-8");
    }

    @Test
    void utf_16_needs_no_mark_where_it_is_told() {
        for (var charset : List.of(UTF_16, UTF_16LE, UTF_16BE)) {
            assertThat(read(in(Encoding.UTF_16), NAMES.getBytes(charset)).cells())
                    .as(charset.name())
                    .isEqualTo(ROWS);
        }
        assertThat(read(in(Encoding.UTF_16), "a\n1\n2".getBytes(UTF_16BE), bytes(0)).fault())
                .isEqualTo("is not UTF-16BE text: byte 10, in line 3");
    }

    @Test
    void binary_content_is_no_text_in_any_encoding() {
        assertThat(read(TextFormat.auto(), "a,b\n1,2\n1,\0\n".getBytes(UTF_8)))
                .isEqualTo(
                        new Read(
                                List.of("a", "b"),
                                List.of(new Table.Row(2, List.of("1", "2"))),
                                "is binary, not text: a NUL character in line 3"));
        assertThat(read(TextFormat.auto(), bytes('P', 'K', 3, 4, 1, 2)).fault()).contains("ZIP");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void finds_the_separator_in_the_header(char separator) {
        var text = "\n \t\nid,name,since\n1,\"a,b;c|d\te\",2\n".replace(',', separator);
        var quoted = "\"an,id;of|a\tcustomer\",name\n1,2\n".replace("\",", "\"" + separator);

        assertThat(read(TextFormat.auto(), text.getBytes(UTF_8)).header())
                .containsExactly("id", "name", "since");
        assertThat(read(TextFormat.auto(), text.getBytes(UTF_8)).rows().getFirst().line())
                .isEqualTo(4);
        assertThat(read(TextFormat.auto(), quoted.getBytes(UTF_8)).header())
                .containsExactly("an,id;of|a\tcustomer", "name");
    }

    @Test
    void a_told_separator_is_held_to() {
        var text = "id,name;x\t|y\n".getBytes(UTF_8);

        assertThat(read(by(Separator.COMMA), text).header()).containsExactly("id", "name;x\t|y");
        assertThat(read(by(Separator.SEMICOLON), text).header())
                .containsExactly("id,name", "x\t|y");
        assertThat(read(by(Separator.TAB), text).header()).containsExactly("id,name;x", "|y");
        assertThat(read(by(Separator.PIPE), text).header()).containsExactly("id,name;x", "y");
    }

    @Test
    void a_header_without_any_separator_is_one_column() {
        assertThat(read(TextFormat.auto(), "id\n1\n".getBytes(UTF_8)).header())
                .containsExactly("id");
    }

    @Test
    void finds_the_layout_by_the_first_character() {
        var array = "\n [{\"a\": 1, \"b\": \"x\"}]".getBytes(UTF_8);
        var lines = "{\"a\": 1, \"b\": \"x\"}\n{\"b\": \"y\", \"a\": 2}".getBytes(UTF_8);

        assertThat(read(TextFormat.auto(), array).rows())
                .containsExactly(new Table.Row(2, List.of("1", "x")));
        assertThat(read(TextFormat.auto(), lines).rows())
                .containsExactly(
                        new Table.Row(1, List.of("1", "x")), new Table.Row(2, List.of("2", "y")));
        assertThat(read(TextFormat.auto(), "a;b\n1;x".getBytes(UTF_8)).rows())
                .containsExactly(new Table.Row(2, List.of("1", "x")));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void a_cut_file_gives_the_rows_before_the_cut(Layout layout) {
        var text =
                switch (layout) {
                    case AUTO, DELIMITED -> "a,b\n1,2\n3,4\n5,\"6";
                    case JSON -> "[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4},{\"a\":5,";
                    case JSON_LINES -> "{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n{\"a\":5,\"b";
                };

        var found =
                read(new TextFormat(Encoding.AUTO, Separator.AUTO, layout), text.getBytes(UTF_8));

        assertThat(found.cells()).containsExactly(List.of("1", "2"), List.of("3", "4"));
        assertThat(found.fault()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void an_empty_file_has_no_rows(Layout layout) {
        var found = read(new TextFormat(Encoding.AUTO, Separator.AUTO, layout), new byte[0]);

        assertThat(found.rows()).isEmpty();
        assertThat(found.header()).isEmpty();
    }

    @Test
    void can_be_opened_again() {
        var source =
                new FileRows(() ->
                        new SequenceInputStream(
                                new ByteArrayInputStream("a\n".getBytes(UTF_8)),
                                new ByteArrayInputStream("1\n".getBytes(UTF_8))));
        for (int i = 0; i < 2; i++) {
            try (var stream = source.open(TextFormat.auto())) {
                assertThat(read(stream).rows()).hasSize(1);
            }
        }
    }
}
