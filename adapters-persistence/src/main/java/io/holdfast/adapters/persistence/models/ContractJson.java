package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.ContractId;
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
/// (`[{"feature": "a", "factor": 0.7, "of": ["b", "c"]}]`) may be left out, and so may `ignored`, the
/// columns that a table may have and that are not read. A label may have a `time`, the column of a
/// labelled table that says when its row was true. Members that are not named here are refused. A
/// document that is yet to be registered may leave `version` out.
public final class ContractJson {

    public sealed interface Outcome {
        record Parsed(FeatureContract contract) implements Outcome {}

        /// The version was left out; the contract stands as version 1.
        record Versionless(FeatureContract contract) implements Outcome {}

        record NotJson(String reason) implements Outcome {}

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
                    "floors",
                    "ignored");
    private final JsonMapper json =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Reads what this class wrote; anything else is a surprise.
    public FeatureContract read(String text) {
        return switch (parse(text)) {
            case Outcome.Parsed(FeatureContract contract) -> contract;
            case Outcome other ->
                    throw new IllegalStateException("not a feature contract: " + other);
        };
    }

    /// Reads foreign text, naming every fault. Never throws for what the text is.
    public Outcome parse(String text) {
        var violations = new ArrayList<Violation>();
        JsonNode root;
        try {
            root = json.readTree(text);
        } catch (JacksonException e) {
            return new Outcome.NotJson(reason(e));
        }
        if (root.isMissingNode()) {
            return new Outcome.NotJson("is empty");
        }
        var shape = JsonShape.root(root, violations);
        var contract = contract(shape, violations);
        if (!violations.isEmpty() || contract.isEmpty()) {
            return new Outcome.Invalid(List.copyOf(violations));
        }
        return shape.has("version")
                ? new Outcome.Parsed(contract.get())
                : new Outcome.Versionless(contract.get());
    }

    /// The parser's own words would tell of classes and settings.
    private static String reason(JacksonException e) {
        var place = e.getLocation();
        return place == null
                ? "is not valid JSON"
                : "is not valid JSON at line %d, column %d"
                        .formatted(
                                Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
    }

    private static Optional<FeatureContract> contract(JsonShape shape, List<Violation> violations) {
        shape.knows(CONTRACT);
        var name = shape.text("name");
        int version = shape.has("version") ? shape.whole("version") : 1;
        var title = shape.text("title");
        var identifier = shape.text("identifier");
        var label = label(shape.object("label"), violations);
        var features =
                shape.objects("features").stream()
                        .map(each -> FeatureJson.read(each, violations))
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
        var ignored = shape.has("ignored") ? shape.texts("ignored") : List.<String>of();
        if (!name.isEmpty() && !ContractId.isName(name)) {
            shape.faultAt("name", "must be " + ContractId.NAME_RULE);
        }
        var risk = risk(shape, bands, violations);
        if (!violations.isEmpty() || label.isEmpty() || risk.isEmpty()) {
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
                            risk.get(),
                            threshold,
                            advice,
                            floors,
                            ignored));
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

    private static Optional<RiskPolicy> risk(
            JsonShape shape, List<RiskPolicy.Band> bands, List<Violation> violations) {
        try {
            return Optional.of(new RiskPolicy(bands));
        } catch (IllegalArgumentException e) {
            // What stands in for a band that could not be read has been named already.
            if (violations.stream().noneMatch(v -> v.pointer().startsWith("#/riskBands"))) {
                shape.faultAt("riskBands", String.valueOf(e.getMessage()));
            }
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

    /// @throws IllegalArgumentException for a number JSON cannot hold
    public String write(FeatureContract contract) {
        return json.writeValueAsString(tree(contract));
    }

    /// The same with line breaks, for people.
    String pretty(FeatureContract contract) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(tree(contract));
    }

    private JsonNode tree(FeatureContract contract) {
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
        contract.features().forEach(feature -> FeatureJson.write(features.addObject(), feature));
        var bands = root.putArray("riskBands");
        for (var band : contract.risk().bands()) {
            bands.addObject().put("name", band.name()).put("from", FeatureJson.finite(band.from()));
        }
        root.put("decisionThreshold", contract.decisionThreshold());
        AdviceJson.write(root.putObject("advice"), contract.advice());
        var floors = root.putArray("floors");
        for (var floor : contract.floors()) {
            var each = floors.addObject().put("feature", floor.feature());
            each.put("factor", floor.factor());
            floor.of().forEach(each.putArray("of")::add);
        }
        var ignored = root.putArray("ignored");
        contract.ignored().forEach(ignored::add);
        return root;
    }
}
