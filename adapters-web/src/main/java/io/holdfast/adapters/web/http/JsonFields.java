package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object into fields, straight from the tokens. Strict: valid UTF-8, no duplicate
/// keys, no `NaN`, nothing after the object, bounded depth. What is nested is checked and then
/// forgotten, since no field of ours is nested.
public final class JsonFields {

    public static final int MAX_DEPTH = 32;
    public static final int MAX_FIELDS = 2_000;
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_NAME_LENGTH = 1_000;

    private static final FieldValue TRUE = new FieldValue.Bool(true);
    private static final FieldValue FALSE = new FieldValue.Bool(false);
    private static final FieldValue NULL = new FieldValue.Null();
    private static final FieldValue COMPOUND = new FieldValue.Compound();

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                    .maxNameLength(MAX_NAME_LENGTH)
                                    .build())
                    .build();

    private JsonFields() {}

    /// Refuses with 400 what is not such JSON, with 422 what is not an object.
    public static Map<String, FieldValue> read(byte[] body) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), decode(body))) {
            var first = parser.nextToken();
            if (first == null) {
                throw malformed("the body is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                parser.skipChildren();
                requireEnd(parser);
                throw new Refusal(
                        Problem.invalid(List.of(Violation.atRoot("must be a JSON object"))));
            }
            var fields = new HashMap<String, FieldValue>();
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                fields.put(name, value(parser));
                if (fields.size() > MAX_FIELDS) {
                    throw new Refusal(
                            Problem.invalid(
                                    List.of(
                                            Violation.atRoot(
                                                    "must not have more than "
                                                            + MAX_FIELDS
                                                            + " members"))));
                }
            }
            requireEnd(parser);
            return fields;
        } catch (JacksonException e) {
            throw malformed("not valid JSON" + place(e.getLocation()));
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null
                ? ""
                : " at line %d, column %d"
                        .formatted(
                                Math.max(1, location.getLineNr()),
                                Math.max(1, location.getColumnNr()));
    }

    private static FieldValue value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new FieldValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    // Too large for a double arrives as infinite; the contract refuses that.
                    new FieldValue.Numeric(Double.parseDouble(parser.getString()));
            case VALUE_TRUE -> TRUE;
            case VALUE_FALSE -> FALSE;
            case VALUE_NULL -> NULL;
            default -> {
                parser.skipChildren();
                yield COMPOUND;
            }
        };
    }

    private static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw malformed("there is more after the JSON value");
        }
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("the body is not valid UTF-8");
        }
    }

    private static Refusal malformed(String detail) {
        return new Refusal(Problem.of(ProblemType.MALFORMED_REQUEST, detail));
    }
}
