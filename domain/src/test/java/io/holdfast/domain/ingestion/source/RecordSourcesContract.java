package io.holdfast.domain.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources.Opening;
import io.holdfast.domain.kernel.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `RecordSources` promises.
public interface RecordSourcesContract {

    /// @param mark 0 for none
    record Item(String id, long mark) {}

    RecordSources recordSources();

    /// A source with the columns `id` and `mark` that holds these and no others.
    Source sourceOf(List<Item> items);

    Secret secret();

    private RecordSource open(List<Item> items) {
        return switch (recordSources().open(sourceOf(items), secret())) {
            case Opening.Opened(var records) -> records;
            case Opening.Refused(var reason) -> throw new AssertionError(reason);
            case Opening.Unreachable(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Page.Records records(Page page) {
        assertThat(page).isInstanceOf(Page.Records.class);
        return (Page.Records) page;
    }

    private static List<String> ids(Page page) {
        var records = records(page);
        int id = records.names().indexOf("id");
        return records.rows().stream().map(row -> row.cells().get(id)).toList();
    }

    private static List<Item> items(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> new Item("i" + i, i)).toList();
    }

    @Test
    default void gives_pages_in_the_order_of_the_marks() {
        try (var source = open(items(5).reversed())) {
            var first = records(source.next(new Position.Beginning(), 2));
            assertThat(ids(first)).containsExactly("i1", "i2");
            assertThat(first.rows().getFirst().line()).isEqualTo(1);
            assertThat(first.rows().getLast().line()).isEqualTo(2);
            var second = records(source.next(new Position.After(first.mark()), 2));
            assertThat(ids(second)).containsExactly("i3", "i4");
            var third = records(source.next(new Position.After(second.mark()), 2));
            assertThat(ids(third)).containsExactly("i5");
            assertThat(source.next(new Position.After(third.mark()), 2)).isEqualTo(new Page.End());
        }
    }

    @Test
    default void an_empty_source_ends_at_once() {
        try (var source = open(List.of())) {
            assertThat(source.next(new Position.Beginning(), 10)).isEqualTo(new Page.End());
        }
    }

    @Test
    default void gives_what_is_at_the_mark_again_where_asked_to() {
        try (var source = open(items(3))) {
            var mark = records(source.next(new Position.Beginning(), 2)).mark();

            assertThat(ids(source.next(new Position.From(mark), 10))).containsExactly("i2", "i3");
            assertThat(ids(source.next(new Position.After(mark), 10))).containsExactly("i3");
        }
    }

    @Test
    default void never_tears_apart_what_shares_a_mark() {
        var items =
                List.of(
                        new Item("a", 1),
                        new Item("b", 2),
                        new Item("c", 2),
                        new Item("d", 2),
                        new Item("e", 3));
        try (var source = open(items)) {
            for (int limit = 1; limit <= 6; limit++) {
                var given = new ArrayList<String>();
                Position at = new Position.Beginning();
                while (source.next(at, limit) instanceof Page.Records page) {
                    given.addAll(ids(page));
                    at = new Position.After(page.mark());
                }
                assertThat(given)
                        .as("in pages of " + limit)
                        .containsExactlyInAnyOrder("a", "b", "c", "d", "e");
            }
        }
    }

    @Test
    default void a_page_full_of_one_mark_comes_whole_and_does_not_come_for_ever() {
        var same = IntStream.range(0, 25).mapToObj(i -> new Item("s" + i, 7)).toList();
        try (var source = open(same)) {
            var page = records(source.next(new Position.From("7"), 10));

            assertThat(page.rows()).hasSize(25);
            assertThat(source.next(new Position.After(page.mark()), 10)).isEqualTo(new Page.End());
        }
    }

    @Test
    default void leaves_out_what_has_no_mark() {
        try (var source = open(List.of(new Item("a", 0), new Item("b", 1)))) {
            assertThat(ids(source.next(new Position.Beginning(), 10))).containsExactly("b");
        }
    }

    @Test
    default void a_missing_value_is_an_empty_cell() {
        try (var source = open(List.of(new Item("", 1)))) {
            assertThat(ids(source.next(new Position.Beginning(), 10))).containsExactly("");
        }
    }

    @Test
    default void closes_twice() {
        var source = open(items(1));

        source.close();
        source.close();
    }
}
