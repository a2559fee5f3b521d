package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RememberedRowsTest {

    private final RememberedRows<String, String> rows = new RememberedRows<>(3, 2);
    private final AtomicReference<Optional<String>> stored =
            new AtomicReference<>(Optional.of("old"));

    private Optional<String> read(String key) {
        return stored.get();
    }

    private Optional<String> find(String key) {
        return rows.find(key, this::read);
    }

    @Test
    void remembers_what_it_read_and_what_was_not_there() {
        assertThat(find("a")).contains("old");
        stored.set(Optional.empty());
        assertThat(find("a")).contains("old");

        assertThat(find("b")).isEmpty();
        stored.set(Optional.of("new"));
        assertThat(find("b")).isEmpty();
    }

    @Test
    void forgets_one_or_all() {
        find("a");
        find("b");
        stored.set(Optional.of("new"));

        rows.forget("a");
        assertThat(find("a")).contains("new");
        assertThat(find("b")).contains("old");

        rows.forgetAll();
        assertThat(find("b")).contains("new");
    }

    @Test
    void forgets_that_something_was_not_there() {
        stored.set(Optional.empty());
        find("a");
        stored.set(Optional.of("new"));

        rows.forget("a");

        assertThat(find("a")).contains("new");
    }

    @Test
    void a_reader_that_was_overtaken_by_a_change_keeps_nothing() {
        var overtaken =
                rows.find(
                        "a",
                        _ -> {
                            var old = stored.get();
                            stored.set(Optional.of("new"));
                            rows.forget("a");
                            return old;
                        });

        assertThat(overtaken).contains("old");
        assertThat(find("a")).contains("new");
    }

    @Test
    void a_reader_in_vain_that_was_overtaken_keeps_nothing() {
        stored.set(Optional.empty());
        rows.find(
                "a",
                _ -> {
                    var nothing = stored.get();
                    stored.set(Optional.of("new"));
                    rows.forget("a");
                    return nothing;
                });

        assertThat(find("a")).contains("new");
    }

    @Test
    void a_reader_that_was_overtaken_by_forgetting_all_keeps_nothing() {
        rows.find(
                "a",
                _ -> {
                    var old = stored.get();
                    stored.set(Optional.of("new"));
                    rows.forgetAll();
                    return old;
                });

        assertThat(find("a")).contains("new");
    }

    @Test
    void of_two_readers_the_one_that_comes_late_does_not_undo_the_other() {
        rows.find(
                "a",
                _ -> {
                    var old = stored.get();
                    stored.set(Optional.of("new"));
                    rows.forget("a");
                    assertThat(find("a")).contains("new");
                    return old;
                });

        assertThat(find("a")).contains("new");
    }

    @Test
    void remembers_nothing_of_a_reader_that_failed() {
        assertThatThrownBy(() ->
                        rows.find(
                                "a",
                                _ -> {
                                    throw new IllegalStateException("away");
                                }))
                .hasMessage("away");

        assertThat(find("a")).contains("old");
    }

    @Test
    void remembers_no_more_than_it_may() {
        for (int i = 0; i < 10; i++) {
            find("present" + i);
        }
        stored.set(Optional.empty());
        for (int i = 0; i < 10; i++) {
            find("absent" + i);
        }

        assertThat(rows.size()).isEqualTo(5);
    }
}
