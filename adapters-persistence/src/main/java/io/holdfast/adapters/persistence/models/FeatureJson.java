package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Feature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form of one feature of a contract; see `ContractJson`.
final class FeatureJson {

    private static final Set<String> NUMBER =
            Set.of("type", "name", "unit", "min", "max", "whole", "absent", "blank");
    private static final Set<String> CATEGORY =
            Set.of("type", "name", "categories", "absent", "blank");
    private static final Set<String> FLAG = Set.of("type", "name", "absent", "blank");

    private FeatureJson() {}

    static Optional<Feature> read(JsonShape shape, List<Violation> violations) {
        int before = violations.size();
        var name = shape.text("name");
        var absent = missing(shape, "absent");
        var blank = missing(shape, "blank");
        try {
            var feature =
                    switch (shape.text("type")) {
                        case "number" -> number(shape, name, absent, blank);
                        case "category" -> category(shape, name, absent, blank);
                        case "flag" -> {
                            shape.knows(FLAG);
                            yield new Feature.Flag(name, absent, blank);
                        }
                        default ->
                                throw new IllegalArgumentException(
                                        "type must be number, category or flag");
                    };
            return Optional.of(feature);
        } catch (IllegalArgumentException e) {
            if (violations.size() == before) {
                shape.fault(String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    private static Feature number(
            JsonShape shape, String name, Feature.Missing absent, Feature.Missing blank) {
        shape.knows(NUMBER);
        return new Feature.Numeric(
                name,
                shape.text("unit", ""),
                shape.number("min", -Double.MAX_VALUE),
                shape.number("max", Double.MAX_VALUE),
                shape.bool("whole", false),
                absent,
                blank);
    }

    private static Feature category(
            JsonShape shape, String name, Feature.Missing absent, Feature.Missing blank) {
        shape.knows(CATEGORY);
        return new Feature.Categorical(name, shape.texts("categories"), absent, blank);
    }

    private static Feature.Missing missing(JsonShape shape, String name) {
        if (shape.isObject(name)) {
            var rule = shape.object(name);
            rule.knows(Set.of("constant", "multipleOf", "factor", "quotientOf", "by"));
            if (rule.has("multipleOf")) {
                return new Feature.Missing.Multiple(rule.text("multipleOf"), rule.number("factor"));
            }
            if (rule.has("quotientOf")) {
                return new Feature.Missing.Quotient(rule.text("quotientOf"), rule.text("by"));
            }
            return new Feature.Missing.Constant(rule.number("constant"));
        }
        return switch (shape.text(name, "refused")) {
            case "refused" -> new Feature.Missing.Refused();
            case "unknown" -> new Feature.Missing.Unknown();
            default -> {
                shape.fault(name + " must be refused, unknown or a constant");
                yield new Feature.Missing.Refused();
            }
        };
    }

    /// @throws IllegalArgumentException for a number JSON cannot hold
    static void write(ObjectNode node, Feature feature) {
        node.put("name", feature.name());
        switch (feature) {
            case Feature.Numeric numeric -> {
                node.put("type", "number").put("whole", numeric.whole());
                if (!numeric.unit().isEmpty()) {
                    node.put("unit", numeric.unit());
                }
                if (numeric.min() != -Double.MAX_VALUE) {
                    node.put("min", finite(numeric.min()));
                }
                if (numeric.max() != Double.MAX_VALUE) {
                    node.put("max", finite(numeric.max()));
                }
            }
            case Feature.Categorical categorical -> {
                var categories = node.put("type", "category").putArray("categories");
                categorical.categories().forEach(categories::add);
            }
            case Feature.Flag _ -> node.put("type", "flag");
        }
        node.set("absent", rule(node, feature.absent()));
        node.set("blank", rule(node, feature.blank()));
    }

    private static JsonNode rule(ObjectNode node, Feature.Missing missing) {
        return switch (missing) {
            case Feature.Missing.Refused() -> node.stringNode("refused");
            case Feature.Missing.Unknown() -> node.stringNode("unknown");
            case Feature.Missing.Constant(double encoded) ->
                    node.objectNode().put("constant", finite(encoded));
            case Feature.Missing.Multiple(var of, var factor) ->
                    node.objectNode().put("multipleOf", of).put("factor", finite(factor));
            case Feature.Missing.Quotient(var numerator, var denominator) ->
                    node.objectNode().put("quotientOf", numerator).put("by", denominator);
        };
    }

    static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a contract holds finite numbers only");
        }
        return value;
    }
}
