package io.holdfast.adapters.web.http;

import io.holdfast.domain.models.FieldValue;
import tools.jackson.databind.JsonNode;

/// Reads JSON that is nested, as strictly as `JsonFields` does.
public final class JsonTree {

    private JsonTree() {}

    /// Refuses with 400 what is not such JSON, with 422 what is not an object.
    public static JsonNode readObject(byte[] body) {
        return JsonFields.tree(body);
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
