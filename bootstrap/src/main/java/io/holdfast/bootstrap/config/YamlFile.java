package io.holdfast.bootstrap.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// application.yaml as dotted keys: `server: {port: 1}` is `server.port` = `1`, a list is joined by
/// commas.
public final class YamlFile {

    private YamlFile() {}

    /// @return nothing for a file that is not there
    /// @throws ConfigException for a file that cannot be read as YAML
    public static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            var values = new HashMap<String, String>();
            flatten("", new YAMLMapper().readTree(Files.readString(file)), values);
            return values;
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new ConfigException(
                    List.of(
                            file
                                    + " is not YAML"
                                    + (location == null ? "" : ", line " + location.getLineNr())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            flatten(
                                    prefix.isEmpty()
                                            ? entry.getKey()
                                            : prefix + "." + entry.getKey(),
                                    entry.getValue(),
                                    values));
        } else if (node.isArray()) {
            values.put(
                    prefix, String.join(",", node.valueStream().map(JsonNode::asString).toList()));
        } else if (!node.isMissingNode() && !prefix.isEmpty()) {
            values.put(prefix, node.isNull() ? "" : node.asString());
        }
    }
}
