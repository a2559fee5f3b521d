package io.holdfast.adapters.web.http;

import io.holdfast.domain.models.FieldValue;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads JSON that is nested, as strictly as `JsonFields` does.
public final class JsonTree {

    private JsonTree() {}

    /// Refuses with 400 what is not such JSON, with 422 what is not an object.
    public static JsonNode readObject(byte[] body) {
        return JsonFields.tree(body);
    }

    /// The values of a list, or the one object that stands for a list of itself; refuses as
    /// `readObject` does.
    ///
    /// @param max what is in the list beyond that is checked and forgotten
    public static List<JsonNode> readList(byte[] body, int max) {
        return JsonFields.trees(body, max);
    }

    /// Values with white space between them, as NDJSON writes them; refuses with 400 what is not
    /// such JSON.
    ///
    /// @param max what follows is checked and forgotten
    public static List<JsonNode> readLines(byte[] body, int max) {
        return JsonFields.treesInLines(body, max);
    }

    /// Whether the value can be stored: all its numbers are finite, and no text, name or value, has
    /// half of a surrogate pair or the character 0.
    public static boolean isStorable(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> isStorable(value.stringValue());
            case NUMBER -> Double.isFinite(value.doubleValue());
            case OBJECT ->
                    value.propertyStream()
                            .allMatch(member ->
                                    isStorable(member.getKey()) && isStorable(member.getValue()));
            case ARRAY -> value.valueStream().allMatch(JsonTree::isStorable);
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> true;
        };
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /// Of a text; refuses with 400 one that has half of a surrogate pair.
    public static String text(JsonNode value) {
        return JsonFields.wellFormed(value.stringValue());
    }

    /// As a contract reads it.
    public static FieldValue fieldValue(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> new FieldValue.Text(JsonFields.wellFormed(value.stringValue()));
            case NUMBER -> new FieldValue.Numeric(value.doubleValue());
            case BOOLEAN -> new FieldValue.Bool(value.booleanValue());
            case NULL, MISSING -> new FieldValue.Null();
            case ARRAY, OBJECT, BINARY, POJO -> new FieldValue.Compound();
        };
    }
}
