package io.holdfast.adapters.persistence.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.RowStreamContract;
import io.holdfast.domain.models.Table;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonRowsTest {

    private static String objects(
            List<String> header, List<List<String>> rows, String between, String after) {
        return rows.stream()
                .map(row ->
                        IntStream.range(0, header.size())
                                .mapToObj(
                                        i -> "\"%s\": \"%s\"".formatted(header.get(i), row.get(i)))
                                .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(between, "", after));
    }

    @Nested
    final class ArrayTest implements RowStreamContract {

        @Override
        public RowStream streamOf(List<String> header, List<List<String>> rows) {
            return array("[\n" + objects(header, rows, ",\n", "\n]\n"));
        }

        @Override
        public RowStream breakingAfter(List<String> header, List<List<String>> rows) {
            return array("[\n" + objects(header, rows, ",\n", ",\n{\"id\": \"c"));
        }

        @Override
        public RowStream unreadable() {
            return array("{}");
        }
    }

    @Nested
    final class LinesTest implements RowStreamContract {

        @Override
        public RowStream streamOf(List<String> header, List<List<String>> rows) {
            return lines("\n" + objects(header, rows, "\n", "\n"));
        }

        @Override
        public RowStream breakingAfter(List<String> header, List<List<String>> rows) {
            return lines("\n" + objects(header, rows, "\n", "\n{\"id\""));
        }

        @Override
        public RowStream unreadable() {
            return lines("{\"id\"");
        }
    }

    private static RowStream array(String text) {
        return new JsonRows(new StringReader(text), true);
    }

    private static RowStream lines(String text) {
        return new JsonRows(new StringReader(text), false);
    }

    private static List<List<String>> cells(RowStream stream) {
        var cells = new ArrayList<List<String>>();
        while (stream.next(100) instanceof RowStream.Batch.Rows(var rows)) {
            rows.stream().map(Table.Row::cells).forEach(cells::add);
        }
        return cells;
    }

    private static String fault(RowStream stream) {
        cells(stream);
        return stream.next(1) instanceof RowStream.Batch.Unreadable(var reason) ? reason : "";
    }

    @Test
    void numbers_keep_their_text() {
        assertThat(cells(array("[{\"a\": 1.50, \"b\": -0, \"c\": 12345678901234567890.10}]")))
                .containsExactly(List.of("1.50", "-0", "12345678901234567890.10"));
        assertThat(cells(lines("{\"a\": 1e400}"))).containsExactly(List.of("1e400"));
    }

    @Test
    void null_is_empty_and_truth_is_a_word() {
        assertThat(cells(lines("{\"a\": null, \"b\": true, \"c\": false}")))
                .containsExactly(List.of("", "true", "false"));
    }

    @Test
    void members_may_come_in_any_order_and_be_missing() {
        assertThat(cells(lines("{\"a\": 1, \"b\": 2}\n{\"b\": 4, \"a\": 3}\n{\"b\": 6}\n{}")))
                .containsExactly(
                        List.of("1", "2"), List.of("3", "4"), List.of("", "6"), List.of("", ""));
    }

    @Test
    void what_is_wrong_with_an_object_makes_its_row_too_long() {
        assertThat(
                        cells(
                                lines(
                                        """
                                        {"a": 1, "b": {"c": [2]}}
                                        {"a": 1, "b": [1, {"a": 9}], "c": 3}
                                        {"a": 1, "a": 2, "b": 3}
                                        {"a": 1, "b": 2}
                                        """)))
                .containsExactly(
                        List.of("1", "", "b: {...}"),
                        List.of("1", "", "b: {...}", "c: 3"),
                        List.of("1", "3", "a: 2"),
                        List.of("1", "2"));
    }

    @Test
    void an_empty_first_object_names_nothing() {
        var stream = lines("{}\n{\"a\": 1}");

        assertThat(stream.header()).isEqualTo(new RowStream.Header.Read(List.of()));
        assertThat(cells(stream)).containsExactly(List.of(), List.of("a: 1"));
    }

    @Test
    void names_are_stripped() {
        assertThat(lines("{\" a \": 1}").header())
                .isEqualTo(new RowStream.Header.Read(List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[1]", "\"x\"", "null", "{}x", "{]", "{\"a\":01}", "{'a':1}"})
    void lines_hold_objects_only(String text) {
        assertThat(fault(lines(text))).contains("line 1");
    }

    @Test
    void says_in_which_line_an_array_goes_wrong() {
        assertThat(fault(array(""))).isEqualTo("is empty");
        assertThat(fault(array("{}"))).isEqualTo("is not a JSON array");
        assertThat(fault(array("[{},\n3]"))).isEqualTo("the value in line 2 is not an object");
        assertThat(fault(array("[{}]\n[]")))
                .isEqualTo("goes on after the end of the array, in line 2");
        assertThat(fault(array("[{}\n"))).isEqualTo("breaks off in line 2");
        assertThat(fault(array("[{}\n{}]"))).isEqualTo("is not JSON text in line 2");
    }

    @Test
    void holds_the_limits_of_a_cell_and_of_depth() {
        var fits = "x".repeat(CsvRows.MAX_CELL_LENGTH);

        assertThat(cells(lines("{\"a\": \"" + fits + "\"}"))).containsExactly(List.of(fits));
        assertThat(fault(lines("{\"a\": \"" + fits + "x\"}"))).startsWith("has a value of more");
        assertThat(fault(lines("{\"a\":" + "[".repeat(200)))).startsWith("has a value of more");
    }

    @Test
    void holds_the_limit_of_columns() {
        var members =
                IntStream.range(0, CsvRows.MAX_COLUMNS)
                        .mapToObj(i -> "\"c" + i + "\":1")
                        .collect(Collectors.joining(","));

        assertThat(cells(lines("{" + members + "}")).getFirst()).hasSize(CsvRows.MAX_COLUMNS);
        assertThat(lines("{" + members + ",\"x\":1}").header())
                .isInstanceOf(RowStream.Header.Unreadable.class);
    }

    @Test
    void holds_the_limit_of_a_row() {
        var cell = "\"a\":\"" + "x".repeat(CsvRows.MAX_CELL_LENGTH) + "\"";
        int fitting = CsvRows.MAX_ROW_LENGTH / CsvRows.MAX_CELL_LENGTH;
        var cells = IntStream.range(0, fitting).mapToObj(_ -> cell).toList();

        assertThat(fault(lines("{" + String.join(",", cells) + "}")))
                .isEqualTo("the object in line 1 has more than 4194304 characters");
    }
}
