package io.holdfast.domain.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every `RecordValues` promises. Begins empty.
public interface RecordValuesContract {

    RecordValues values();

    void store(String collection, String id, Map<String, String> fields);

    @Test
    default void finds_a_field_of_every_record_that_has_it() {
        store("shop.kinds", "1", Map.of("name", "Bikes", "colour", "red"));
        store("shop.kinds", "2", Map.of("name", "Hüte \"fein\""));
        store("shop.kinds", "3", Map.of("colour", "blue"));
        store("shop.places", "1", Map.of("name", "Rom"));

        assertThat(values().of("shop.kinds", "name"))
                .isEqualTo(Map.of("1", "Bikes", "2", "Hüte \"fein\""));
    }

    @Test
    default void finds_nothing_of_what_is_not_there() {
        store("shop.kinds", "1", Map.of("name", "Bikes"));

        assertThat(values().of("shop.kinds", "size")).isEmpty();
        assertThat(values().of("shop.sizes", "name")).isEmpty();
    }
}
