package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads one JSON object into fields, straight from the tokens. Strict: valid UTF-8, no duplicate
/// keys, no `NaN`, nothing after the object, bounded depth. What is nested in a field is checked
/// and then forgotten, since no field of ours is nested.
public final class JsonFields {

    public static final int MAX_DEPTH = 32;
    public static final int MAX_FIELDS = 2_000;
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_TEXT_LENGTH = 1_000_000;

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
                                    .maxStringLength(MAX_TEXT_LENGTH)
                                    .build())
                    .build();

    /// Reads one value among others; what follows is looked at here.
    private static final JsonMapper MAPPER =
            JsonMapper.builder(FACTORY)
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Violation NOT_AN_OBJECT = Violation.atRoot("must be a JSON object");
    private static final Violation NOT_A_LIST =
            Violation.atRoot("must be a JSON object or a list of them");
    private static final Violation TOO_MANY_MEMBERS =
            Violation.atRoot("must not have more than " + MAX_FIELDS + " members");

    private JsonFields() {}

    /// Refuses with 400 what is not such JSON, with 422 what is not an object.
    public static Map<String, FieldValue> read(byte[] body) {
        return inObject(body, parser -> members(parser, new HashMap<>()));
    }

    /// Reads one JSON object whose members may be lists of plain values, or objects of them.
    public static JsonMembers readMembers(byte[] body) {
        return inObject(body, JsonFields::nestedMembers);
    }

    /// Reads one JSON object of which one member may be a list of objects.
    ///
    /// @param listMember what is no list under that name is a field like others
    /// @param maxRows what is in the list beyond that is checked and forgotten
    public static JsonRows readRows(byte[] body, String listMember, int maxRows) {
        return inObject(body, parser -> rows(parser, listMember, maxRows));
    }

    /// One JSON object with all that is nested in it.
    static JsonNode tree(byte[] body) {
        return inObject(body, MAPPER::readTree);
    }

    /// The values of one JSON list, or one JSON object.
    static List<JsonNode> trees(byte[] body, int max) {
        return inJson(
                body,
                (parser, first) ->
                        switch (first) {
                            case START_OBJECT -> List.of(MAPPER.readTree(parser));
                            case START_ARRAY -> listed(parser, max);
                            default -> {
                                parser.skipChildren();
                                requireEnd(parser);
                                throw new Refusal(Problem.invalid(List.of(NOT_A_LIST)));
                            }
                        });
    }

    private static List<JsonNode> listed(JsonParser parser, int max) {
        var trees = new ArrayList<JsonNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read(parser, max, trees);
        }
        return trees;
    }

    private static void read(JsonParser parser, int max, List<JsonNode> trees) {
        if (trees.size() < max) {
            trees.add(MAPPER.readTree(parser));
        } else {
            parser.skipChildren();
        }
    }

    /// JSON values one after the other.
    static List<JsonNode> treesInLines(byte[] body, int max) {
        return inJson(
                body,
                (parser, first) -> {
                    var trees = new ArrayList<JsonNode>();
                    for (var token = first; token != null; token = parser.nextToken()) {
                        read(parser, max, trees);
                    }
                    return trees;
                });
    }

    /// @param content is given the parser at the first token
    private static <T> T inJson(byte[] body, BiFunction<JsonParser, JsonToken, T> content) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), decode(body))) {
            var first = parser.nextToken();
            if (first == null) {
                throw malformed("the body is empty");
            }
            var read = content.apply(parser, first);
            requireEnd(parser);
            return read;
        } catch (JacksonException e) {
            throw malformed("not valid JSON" + place(e.getLocation()));
        }
    }

    /// @param content is given the parser at the object's start, and leaves it at the object's end
    private static <T> T inObject(byte[] body, Function<JsonParser, T> content) {
        return inJson(
                body,
                (parser, first) -> {
                    if (first != JsonToken.START_OBJECT) {
                        parser.skipChildren();
                        requireEnd(parser);
                        throw new Refusal(Problem.invalid(List.of(NOT_AN_OBJECT)));
                    }
                    return content.apply(parser);
                });
    }

    private static Map<String, FieldValue> members(
            JsonParser parser, Map<String, FieldValue> fields) {
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            fields.put(name, value(parser));
            requireFew(fields);
        }
        return fields;
    }

    private static JsonMembers nestedMembers(JsonParser parser) {
        var fields = new HashMap<String, FieldValue>();
        var lists = new HashMap<String, List<FieldValue>>();
        var objects = new HashMap<String, Map<String, FieldValue>>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                lists.put(name, list(parser));
                fields.put(name, COMPOUND);
            } else if (token == JsonToken.START_OBJECT) {
                objects.put(name, members(parser, new LinkedHashMap<>()));
                fields.put(name, COMPOUND);
            } else {
                fields.put(name, value(parser));
            }
            requireFew(fields);
        }
        return new JsonMembers(fields, lists, objects);
    }

    private static List<FieldValue> list(JsonParser parser) {
        var values = new ArrayList<FieldValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
            if (values.size() > MAX_FIELDS) {
                throw new Refusal(Problem.invalid(List.of(TOO_MANY_MEMBERS)));
            }
        }
        return values;
    }

    private static void requireFew(Map<String, FieldValue> fields) {
        if (fields.size() > MAX_FIELDS) {
            throw new Refusal(Problem.invalid(List.of(TOO_MANY_MEMBERS)));
        }
    }

    private static JsonRows rows(JsonParser parser, String listMember, int maxRows) {
        var fields = new HashMap<String, FieldValue>();
        var rows = new ArrayList<JsonRows.Row>();
        boolean listed = false;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var token = parser.nextToken();
            if (name.equals(listMember) && token == JsonToken.START_ARRAY) {
                listed = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (rows.size() < maxRows) {
                        rows.add(row(parser));
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                fields.put(name, value(parser));
                requireFew(fields);
            }
        }
        return new JsonRows(fields, listed, rows);
    }

    private static JsonRows.Row row(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new JsonRows.Row.Faulty(NOT_AN_OBJECT);
        }
        var fields = new HashMap<String, FieldValue>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            var value = value(parser);
            if (fields.size() <= MAX_FIELDS) {
                fields.put(name, value);
            }
        }
        return fields.size() > MAX_FIELDS
                ? new JsonRows.Row.Faulty(TOO_MANY_MEMBERS)
                : new JsonRows.Row.Fields(fields);
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
            case VALUE_STRING -> new FieldValue.Text(wellFormed(parser.getString()));
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

    /// An escape such as `\ud800` can smuggle in half a character, which no answer could hold.
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw malformed("a text has half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
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
