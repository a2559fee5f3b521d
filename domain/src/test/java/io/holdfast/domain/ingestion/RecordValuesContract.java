package io.holdfast.domain.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every `RecordValues` promises. Begins empty.
public interface RecordValuesContract {

    RecordValues values();

    void store(String collection, String id, Map<String, String> fields);

    /// Records `1` to `count`, each with a field `name`.
    void storeNumbered(String collection, int count);

    @Test
    default void finds_a_field_of_every_record_that_has_it() {
        store("shop.kinds", "1", Map.of("name", "Bikes", "colour", "red"));
        store("shop.kinds", "2", Map.of("name", "Hüte \"fein\""));
        store("shop.kinds", "3", Map.of("colour", "blue"));
        store("shop.places", "1", Map.of("name", "Rom"));

        assertThat(values().of("shop.kinds", "name"))
                .contains(Map.of("1", "Bikes", "2", "Hüte \"fein\""));
    }

    @Test
    default void finds_nothing_of_what_is_not_there() {
        store("shop.kinds", "1", Map.of("name", "Bikes"));

        assertThat(values().of("shop.kinds", "size")).contains(Map.of());
        assertThat(values().of("shop.sizes", "name")).contains(Map.of());
    }

    @Test
    default void gives_all_or_none_where_there_are_too_many() {
        storeNumbered("shop.kinds", RecordValues.MAX_VALUES);
        assertThat(values().of("shop.kinds", "name").orElseThrow())
                .hasSize(RecordValues.MAX_VALUES);

        store("shop.kinds", "other", Map.of("colour", "blue"));
        assertThat(values().of("shop.kinds", "name")).isPresent();
        store("shop.kinds", "more", Map.of("name", "Bikes"));
        assertThat(values().of("shop.kinds", "name")).isEmpty();
    }
}
