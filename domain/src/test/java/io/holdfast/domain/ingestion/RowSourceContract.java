package io.holdfast.domain.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `RowSource` promises, and the `RowStream`s that it opens.
public interface RowSourceContract {

    List<String> COLUMNS = List.of("id", "city");
    List<List<String>> CITIES =
            List.of(List.of("1", "Bonn"), List.of("2", "Oslo"), List.of("3", "Turin"));

    /// @return a source of these rows under these names
    RowSource source(List<String> names, List<List<String>> rows);

    private RowSource source() {
        return source(COLUMNS, CITIES);
    }

    private static List<List<String>> cells(RowStream.Batch batch) {
        return batch instanceof RowStream.Batch.Rows(var rows)
                ? rows.stream().map(Table.Row::cells).toList()
                : List.of();
    }

    @Test
    default void gives_the_names_however_often_it_is_asked() {
        try (var rows = source().open(TextFormat.auto())) {
            assertThat(rows.header()).isEqualTo(new RowStream.Header.Read(COLUMNS));
            assertThat(cells(rows.next(1))).hasSize(1);
            assertThat(rows.header()).isEqualTo(new RowStream.Header.Read(COLUMNS));
        }
    }

    @Test
    default void gives_every_row_once_in_its_order_and_never_more_than_were_asked_for() {
        try (var rows = source().open(TextFormat.auto())) {
            var given = new ArrayList<List<String>>();
            for (var batch = rows.next(2);
                    batch instanceof RowStream.Batch.Rows;
                    batch = rows.next(2)) {
                assertThat(cells(batch)).hasSizeBetween(1, 2);
                given.addAll(cells(batch));
            }
            assertThat(given).isEqualTo(CITIES);
        }
    }

    @Test
    default void stays_at_the_end() {
        try (var rows = source(COLUMNS, List.of()).open(TextFormat.auto())) {
            assertThat(rows.next(10)).isEqualTo(new RowStream.Batch.End());
            assertThat(rows.next(10)).isEqualTo(new RowStream.Batch.End());
        }
    }

    @Test
    default void begins_anew_each_time_it_is_opened() {
        var source = source();
        try (var first = source.open(TextFormat.auto())) {
            assertThat(cells(first.next(2))).isEqualTo(CITIES.subList(0, 2));
            try (var second = source.open(TextFormat.auto())) {
                assertThat(cells(second.next(10))).isEqualTo(CITIES);
            }
            assertThat(cells(first.next(10))).isEqualTo(CITIES.subList(2, 3));
        }
    }

    @Test
    default void is_closed_twice_without_a_fault() {
        var rows = source().open(TextFormat.auto());
        rows.close();
        rows.close();
        try (var again = source().open(TextFormat.auto())) {
            assertThat(cells(again.next(10))).isEqualTo(CITIES);
        }
    }
}
