package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.Floor;
import io.holdfast.domain.models.RiskPolicy;
import io.holdfast.domain.models.TimeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form of a feature contract: in files, in uploads, in the database.
///
///     {
///       "name": "telco", "version": 1, "title": "...",
///       "identifier": "customerID",
///       "label": {"column": "Churn", "positive": "Yes", "negative": "No"},
///       "features": [
///         {"type": "number", "name": "tenure", "unit": "months", "min": 0, "max": 1200,
///          "whole": true, "absent": "refused", "blank": {"constant": 0}},
///         {"type": "category", "name": "gender", "categories": ["Female", "Male"]},
///         {"type": "flag", "name": "SeniorCitizen", "absent": "unknown"}
///       ],
///       "riskBands": [{"name": "Low", "from": 0}, {"name": "High", "from": 0.6}],
///       "decisionThreshold": 0.5
///     }
///
/// `unit` may be left out (none), and so may `min` and `max` (no bound) and `whole` (false).
/// `absent` and `blank` say what a missing field and an empty text mean: `"refused"`, which is meant
/// when they are left out, `"unknown"`, a constant in encoded form, `{"multipleOf": "a", "factor": 2}`
/// or `{"quotientOf": "a", "by": "b"}`. `advice` (see `AdviceJson`) and `floors`
/// (`[{"feature": "a", "factor": 0.7, "of": ["b", "c"]}]`) may be left out. A label may have a
/// `time`, the column of a labelled table that says when its row was true. Members that are not
/// named here are refused.
public final class ContractJson {

    public sealed interface Outcome {
        record Parsed(FeatureContract contract) implements Outcome {}

        record Invalid(List<Violation> violations) implements Outcome {}
    }

    private static final Set<String> CONTRACT =
            Set.of(
                    "name",
                    "version",
                    "title",
                    "identifier",
                    "label",
                    "features",
                    "riskBands",
                    "decisionThreshold",
                    "advice",
                    "floors");
    private static final Set<String> NUMBER =
            Set.of("type", "name", "unit", "min", "max", "whole", "absent", "blank");
    private static final Set<String> CATEGORY =
            Set.of("type", "name", "categories", "absent", "blank");
    private static final Set<String> FLAG = Set.of("type", "name", "absent", "blank");

    private final JsonMapper json =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Reads what this class wrote; anything else is a surprise.
    public FeatureContract read(String text) {
        return switch (parse(text)) {
            case Outcome.Parsed(FeatureContract contract) -> contract;
            case Outcome.Invalid(List<Violation> violations) ->
                    throw new IllegalStateException("not a feature contract: " + violations);
        };
    }

    /// Reads foreign text, naming every fault. Never throws for what the text is.
    public Outcome parse(String text) {
        var violations = new ArrayList<Violation>();
        try {
            var contract = contract(JsonShape.root(json.readTree(text), violations), violations);
            if (violations.isEmpty() && contract.isPresent()) {
                return new Outcome.Parsed(contract.get());
            }
        } catch (JacksonException e) {
            violations.add(Violation.atRoot("is not JSON: " + e.getOriginalMessage()));
        }
        return new Outcome.Invalid(List.copyOf(violations));
    }

    private static Optional<FeatureContract> contract(JsonShape shape, List<Violation> violations) {
        shape.knows(CONTRACT);
        var name = shape.text("name");
        int version = shape.whole("version");
        var title = shape.text("title");
        var identifier = shape.text("identifier");
        var label = label(shape.object("label"), violations);
        var features =
                shape.objects("features").stream()
                        .map(each -> feature(each, violations))
                        .flatMap(Optional::stream)
                        .toList();
        var bands = shape.objects("riskBands").stream().map(ContractJson::band).toList();
        double threshold = shape.number("decisionThreshold");
        var advice = shape.has("advice") ? AdviceJson.read(shape.object("advice")) : Advice.none();
        var floors =
                shape.has("floors")
                        ? shape.objects("floors").stream()
                                .map(ContractJson::floor)
                                .flatMap(Optional::stream)
                                .toList()
                        : List.<Floor>of();
        if (!violations.isEmpty() || label.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new FeatureContract(
                            new ContractId(name, version),
                            title,
                            identifier,
                            label.get(),
                            features,
                            new RiskPolicy(bands),
                            threshold,
                            advice,
                            floors));
        } catch (IllegalArgumentException e) {
            shape.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<FeatureContract.Label> label(
            JsonShape shape, List<Violation> violations) {
        shape.knows(Set.of("column", "positive", "negative", "time"));
        int before = violations.size();
        var column = shape.text("column");
        var positive = shape.text("positive");
        var negative = shape.text("negative");
        var time = shape.text("time", "");
        if (violations.size() > before) {
            return Optional.empty();
        }
        try {
            var timed = shape.has("time") ? new TimeColumn.Column(time) : new TimeColumn.None();
            return Optional.of(new FeatureContract.Label(column, positive, negative, timed));
        } catch (IllegalArgumentException e) {
            shape.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Floor> floor(JsonShape shape) {
        shape.knows(Set.of("feature", "factor", "of"));
        try {
            return Optional.of(
                    new Floor(shape.text("feature"), shape.number("factor"), shape.texts("of")));
        } catch (IllegalArgumentException e) {
            shape.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static RiskPolicy.Band band(JsonShape shape) {
        shape.knows(Set.of("name", "from"));
        return new RiskPolicy.Band(shape.text("name"), shape.number("from"));
    }

    private static Optional<Feature> feature(JsonShape shape, List<Violation> violations) {
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
    public String write(FeatureContract contract) {
        var root = json.createObjectNode();
        root.put("name", contract.id().name());
        root.put("version", contract.id().version());
        root.put("title", contract.title());
        root.put("identifier", contract.identifier());
        var label =
                root.putObject("label")
                        .put("column", contract.label().column())
                        .put("positive", contract.label().positive())
                        .put("negative", contract.label().negative());
        if (contract.label().time() instanceof TimeColumn.Column(var time)) {
            label.put("time", time);
        }
        var features = root.putArray("features");
        contract.features().forEach(feature -> writeFeature(features.addObject(), feature));
        var bands = root.putArray("riskBands");
        for (var band : contract.risk().bands()) {
            bands.addObject().put("name", band.name()).put("from", finite(band.from()));
        }
        root.put("decisionThreshold", contract.decisionThreshold());
        AdviceJson.write(root.putObject("advice"), contract.advice());
        var floors = root.putArray("floors");
        for (var floor : contract.floors()) {
            var each = floors.addObject().put("feature", floor.feature());
            each.put("factor", floor.factor());
            floor.of().forEach(each.putArray("of")::add);
        }
        return json.writeValueAsString(root);
    }

    private static void writeFeature(ObjectNode node, Feature feature) {
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

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a contract holds finite numbers only");
        }
        return value;
    }
}
