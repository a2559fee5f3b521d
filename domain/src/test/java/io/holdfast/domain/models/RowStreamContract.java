package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `RowStream` promises.
public interface RowStreamContract {

    /// Over a header and rows, which begin in the lines from 2 on.
    RowStream streamOf(List<String> header, List<List<String>> rows);

    /// The same, but what follows the rows cannot be read.
    RowStream breakingAfter(List<String> header, List<List<String>> rows);

    /// Over a text that has not even a header.
    RowStream unreadable();

    List<String> HEADER = List.of("id", "name");

    static List<List<String>> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> List.of("c" + i, i % 2 == 0 ? "Ada" : ""))
                .toList();
    }

    private static List<Table.Row> all(RowStream stream, int limit) {
        var found = new ArrayList<Table.Row>();
        while (stream.next(limit) instanceof RowStream.Batch.Rows(var rows)) {
            assertThat(rows).hasSizeBetween(1, limit);
            found.addAll(rows);
        }
        return found;
    }

    @Test
    default void gives_every_row_once_and_in_order_whatever_the_limit() {
        for (int limit : new int[] {1, 3, 7, 100}) {
            try (var stream = streamOf(HEADER, rows(7))) {
                var found = all(stream, limit);

                assertThat(found).extracting(Table.Row::cells).isEqualTo(rows(7));
                assertThat(found)
                        .extracting(Table.Row::line)
                        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
            }
        }
    }

    @Test
    default void says_the_header_as_often_as_it_is_asked() {
        try (var stream = streamOf(HEADER, rows(1))) {
            assertThat(stream.header()).isEqualTo(new RowStream.Header.Read(HEADER));
            all(stream, 10);
            assertThat(stream.header()).isEqualTo(new RowStream.Header.Read(HEADER));
        }
    }

    @Test
    default void a_text_may_have_no_rows() {
        try (var stream = streamOf(HEADER, List.of())) {
            assertThat(stream.next(10)).isEqualTo(new RowStream.Batch.End());
        }
    }

    @Test
    default void stays_at_its_end() {
        try (var stream = streamOf(HEADER, rows(2))) {
            all(stream, 2);

            assertThat(stream.next(1)).isEqualTo(new RowStream.Batch.End());
            assertThat(stream.next(1)).isEqualTo(new RowStream.Batch.End());
        }
    }

    @Test
    default void gives_all_rows_before_what_cannot_be_read() {
        try (var stream = breakingAfter(HEADER, rows(5))) {
            assertThat(all(stream, 3)).hasSize(5);
            assertThat(stream.next(1)).isInstanceOf(RowStream.Batch.Unreadable.class);
            assertThat(stream.next(1)).isEqualTo(stream.next(1));
        }
    }

    @Test
    default void a_text_without_a_header_is_unreadable_and_has_no_rows() {
        try (var stream = unreadable()) {
            assertThat(stream.header()).isInstanceOf(RowStream.Header.Unreadable.class);
            assertThat(stream.next(1)).isInstanceOf(RowStream.Batch.Unreadable.class);
        }
    }

    @Test
    default void wants_a_limit_of_one_at_least() {
        try (var stream = streamOf(HEADER, rows(1))) {
            assertThatThrownBy(() -> stream.next(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void may_be_closed_twice() {
        var stream = streamOf(HEADER, rows(1));

        stream.close();
        stream.close();
    }
}
