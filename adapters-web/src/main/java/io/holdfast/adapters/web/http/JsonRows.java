package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.util.List;
import java.util.Map;

/// A JSON object that carries a list of objects.
///
/// @param fields the members but for the list
/// @param listed whether there was such a list
/// @param rows what was in it, in order
public record JsonRows(Map<String, FieldValue> fields, boolean listed, List<Row> rows) {

    public sealed interface Row {
        record Fields(Map<String, FieldValue> fields) implements Row {}

        /// Not an object, or one with too many members.
        record Faulty(Violation violation) implements Row {}
    }

    public JsonRows {
        rows = List.copyOf(rows);
    }
}
