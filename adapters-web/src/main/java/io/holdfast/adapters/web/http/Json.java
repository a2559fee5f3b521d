package io.holdfast.adapters.web.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON, UTF-8, with members in snake case.
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// For answers that are worth no intermediate form.
    public static byte[] write(Consumer<JsonGenerator> content) {
        var out = new ByteArrayOutputStream(512);
        try (var generator = MAPPER.createGenerator(out)) {
            content.accept(generator);
        }
        return out.toByteArray();
    }
}
