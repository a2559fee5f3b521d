package io.holdfast.adapters.persistence;

import java.util.Optional;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The texts in a JSON document.
public final class JsonTexts {

    /// As batches are written: text that no encoding can express is kept too.
    private final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /// The document with every value that is the one text replaced by the other, at any depth;
    /// empty where there is none, or no document.
    public Optional<String> replace(String document, String text, String by) {
        if (document.isEmpty()) {
            return Optional.empty();
        }
        var root = json.readTree(document);
        return replaceIn(root, text, by)
                ? Optional.of(json.writeValueAsString(root))
                : Optional.empty();
    }

    private static boolean replaceIn(JsonNode node, String text, String by) {
        boolean replaced = false;
        switch (node) {
            case ObjectNode object -> {
                for (var member : object.properties()) {
                    if (is(member.getValue(), text)) {
                        member.setValue(StringNode.valueOf(by));
                        replaced = true;
                    } else {
                        replaced |= replaceIn(member.getValue(), text, by);
                    }
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (is(array.get(i), text)) {
                        array.set(i, StringNode.valueOf(by));
                        replaced = true;
                    } else {
                        replaced |= replaceIn(array.get(i), text, by);
                    }
                }
            }
            default -> {
                // No text is in it.
            }
        }
        return replaced;
    }

    private static boolean is(JsonNode node, String text) {
        return node.isString() && node.stringValue().equals(text);
    }
}
