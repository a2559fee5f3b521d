package io.holdfast.bootstrap.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Holds the table in docs/facts.md to the fields that there are.
class FactFieldsDocumentTest {

    private static final String HEADER = "| field | value | |\n| --- | --- | --- |\n";

    @Test
    void the_document_lists_every_field_of_every_kind() throws IOException {
        var document =
                Files.readString(Path.of(System.getProperty("holdfast.root"), "docs", "facts.md"));
        int from = document.indexOf(HEADER) + HEADER.length();

        assertThat(document.substring(from, document.indexOf("\n\n", from)).lines())
                .containsExactlyElementsOf(
                        Arrays.stream(FactKind.values())
                                .flatMap(kind ->
                                        kind.fields().stream().map(field -> row(kind, field)))
                                .toList());
    }

    private static String row(FactKind kind, FactField field) {
        return "| `%s.%s` | %s%s | %s |"
                .formatted(
                        kind.label(),
                        field.name(),
                        value(field.type()),
                        field.past() ? ", not in the future" : "",
                        switch (field.presence()) {
                            case KEY -> "key";
                            case DERIVED_KEY -> "key, made where it is absent";
                            case REQUIRED -> "required";
                            case OPTIONAL -> "";
                        })
                .replace("|  |", "| |");
    }

    private static String value(FactType type) {
        return switch (type) {
            case FactType.Text(int length) -> "text of at most %d characters".formatted(length);
            case FactType.Word(var words) -> "one of " + String.join(", ", words);
            case FactType.Decimal(long min, long max, int scale) ->
                    "number from %d to %d, %d digits after the point".formatted(min, max, scale);
            case FactType.Whole(long min, long max) ->
                    "whole number from %d to %d".formatted(min, max);
            case FactType.Day() -> "date";
            case FactType.Moment() -> "moment";
            case FactType.Json(int length) ->
                    "JSON object of at most %d characters".formatted(length);
        };
    }
}
