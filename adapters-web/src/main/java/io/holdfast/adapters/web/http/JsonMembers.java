package io.holdfast.adapters.web.http;

import io.holdfast.domain.models.FieldValue;
import java.util.List;
import java.util.Map;

/// A JSON object with what is nested in its members, one level deep.
///
/// @param fields every member; one that is nested stands here as `Compound`
/// @param lists the members that are lists
/// @param objects the members that are objects
public record JsonMembers(
        Map<String, FieldValue> fields,
        Map<String, List<FieldValue>> lists,
        Map<String, Map<String, FieldValue>> objects) {

    /// Without members.
    public static JsonMembers none() {
        return new JsonMembers(Map.of(), Map.of(), Map.of());
    }
}
