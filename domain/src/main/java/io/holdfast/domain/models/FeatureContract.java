package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a model takes and what it answers, as data: the features in order, the column that
/// identifies an entity, the label it is trained on, the names of risk bands, the probability from
/// which the answer is "yes", what to advise, and which figures may not contradict each other.
///
/// @param ignored columns that a table or a request may carry and that are not read, such as a name
///   or a date
public record FeatureContract(
        ContractId id,
        String title,
        String identifier,
        Label label,
        List<Feature> features,
        RiskPolicy risk,
        double decisionThreshold,
        Advice advice,
        List<Floor> floors,
        List<String> ignored) {

    public static final int MAX_FEATURES = 1_000;
    public static final int MAX_IGNORED = 2_000;
    public static final int MAX_FLOORS = 100;
    public static final int MAX_TITLE_LENGTH = 200;
    public static final int MAX_COLUMN_LENGTH = 100;
    public static final int MAX_IDENTIFIER_LENGTH = 100;

    /// The label column, the texts that mean yes and no there, and where a table says when that was
    /// so.
    public record Label(String column, String positive, String negative, TimeColumn time) {

        /// Without a time.
        public Label(String column, String positive, String negative) {
            this(column, positive, negative, new TimeColumn.None());
        }

        public Label {
            requireColumn(column);
            if (positive.equals(negative)) {
                throw new IllegalArgumentException("a label's yes and no must differ");
            }
            // Cells are compared after white space around them is dropped.
            if (!positive.equals(positive.strip()) || !negative.equals(negative.strip())) {
                throw new IllegalArgumentException("a label's texts have no white space around");
            }
        }
    }

    /// The outcome of reading one entity's fields.
    public sealed interface Reading {
        record Accepted(Entity entity) implements Reading {}

        record Rejected(List<Violation> violations) implements Reading {}
    }

    public FeatureContract {
        features = List.copyOf(features);
        if (features.isEmpty() || features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException("a contract has 1 to " + MAX_FEATURES + " features");
        }
        if (title.isBlank() || title.length() > MAX_TITLE_LENGTH) {
            throw new IllegalArgumentException(
                    "a title has 1 to " + MAX_TITLE_LENGTH + " characters");
        }
        requireColumn(identifier);
        var names = new HashSet<String>();
        names.add(identifier);
        if (!names.add(label.column())) {
            throw new IllegalArgumentException("a column stands twice: " + label.column());
        }
        if (label.time() instanceof TimeColumn.Column(var time) && !names.add(time)) {
            throw new IllegalArgumentException("a column stands twice: " + time);
        }
        for (var feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("a column stands twice: " + feature.name());
            }
        }
        ignored = List.copyOf(ignored);
        if (ignored.size() > MAX_IGNORED) {
            throw new IllegalArgumentException("at most " + MAX_IGNORED + " columns are ignored");
        }
        for (var name : ignored) {
            if (!names.add(name)) {
                throw new IllegalArgumentException("a column stands twice: " + name);
            }
        }
        if (!(decisionThreshold > 0 && decisionThreshold < 1)) {
            throw new IllegalArgumentException("the decision threshold lies between 0 and 1");
        }
        floors = List.copyOf(floors);
        if (floors.size() > MAX_FLOORS) {
            throw new IllegalArgumentException("at most " + MAX_FLOORS + " floors");
        }
        requireKnown(features, floors);
        var faults = advice.faults(features, risk);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /// A contract that ignores no column.
    public FeatureContract(
            ContractId id,
            String title,
            String identifier,
            Label label,
            List<Feature> features,
            RiskPolicy risk,
            double decisionThreshold,
            Advice advice,
            List<Floor> floors) {
        this(
                id,
                title,
                identifier,
                label,
                features,
                risk,
                decisionThreshold,
                advice,
                floors,
                List.of());
    }

    /// The same, whose tables say in a column when each row was true.
    public FeatureContract withTime(TimeColumn time) {
        return new FeatureContract(
                id,
                title,
                identifier,
                new Label(label.column(), label.positive(), label.negative(), time),
                features,
                risk,
                decisionThreshold,
                advice,
                floors,
                ignored);
    }

    /// The same as another version.
    public FeatureContract withVersion(int version) {
        return new FeatureContract(
                new ContractId(id.name(), version),
                title,
                identifier,
                label,
                features,
                risk,
                decisionThreshold,
                advice,
                floors,
                ignored);
    }

    private static void requireColumn(String name) {
        if (name.isBlank() || name.length() > MAX_COLUMN_LENGTH) {
            throw new IllegalArgumentException(
                    "a column's name has 1 to " + MAX_COLUMN_LENGTH + " characters");
        }
    }

    private static boolean isGiven(Feature.Missing rule) {
        return rule instanceof Feature.Missing.Refused || rule instanceof Feature.Missing.Constant;
    }

    /// What is derived from must be a number that is always there.
    private static void requireKnown(List<Feature> features, List<Floor> floors) {
        var given = new HashSet<String>();
        for (var feature : features) {
            if (feature instanceof Feature.Numeric
                    && isGiven(feature.absent())
                    && isGiven(feature.blank())) {
                given.add(feature.name());
            }
        }
        var used = new ArrayList<String>();
        for (var feature : features) {
            for (var rule : List.of(feature.absent(), feature.blank())) {
                switch (rule) {
                    case Feature.Missing.Multiple(var of, var _) -> used.add(of);
                    case Feature.Missing.Quotient(var numerator, var denominator) ->
                            used.addAll(List.of(numerator, denominator));
                    case Feature.Missing.Refused _,
                            Feature.Missing.Unknown _,
                            Feature.Missing.Constant _ -> {}
                }
            }
        }
        for (var floor : floors) {
            used.add(floor.feature());
            used.addAll(floor.of());
        }
        for (var name : used) {
            if (!given.contains(name)) {
                throw new IllegalArgumentException(
                        "is derived from or compared with, and is no number that is always there: "
                                + name);
            }
        }
    }

    /// Reads the fields of one entity, naming every fault. The identifier may be absent; the label
    /// and time columns and what is to be ignored are allowed and not read; any other unknown field
    /// is a fault.
    public Reading read(Map<String, FieldValue> fields) {
        var violations = new ArrayList<Violation>();
        var id = readIdentifier(fields, violations);
        var values = new double[features.size()];
        for (int i = 0; i < values.length; i++) {
            var feature = features.get(i);
            var outcome = encode(feature, fields.get(feature.name()));
            switch (outcome) {
                case Feature.Parsed.Encoded(double encoded) -> values[i] = encoded;
                case Feature.Parsed.Invalid(String detail) ->
                        violations.add(Violation.at(feature.name(), detail));
            }
        }
        violations.addAll(unknownFields(fields));
        if (violations.isEmpty()) {
            violations.addAll(complete(values));
        }
        return violations.isEmpty()
                ? new Reading.Accepted(new Entity(id, new FeatureVector(values)))
                : new Reading.Rejected(List.copyOf(violations));
    }

    /// Whose fields these are, whatever else is wrong with them.
    public Entity.Identity identityOf(Map<String, FieldValue> fields) {
        return readIdentifier(fields, new ArrayList<>());
    }

    private Entity.Identity readIdentifier(
            Map<String, FieldValue> fields, List<Violation> violations) {
        var given = fields.get(identifier);
        if (given == null || given instanceof FieldValue.Null) {
            return new Entity.Anonymous();
        }
        return checkIdentifier(given, violations);
    }

    Entity.Identity checkIdentifier(FieldValue given, List<Violation> violations) {
        var text =
                switch (given) {
                    case FieldValue.Text(String value) -> value.strip();
                    case FieldValue.Numeric(double value) when Double.isFinite(value) ->
                            Numbers.plain(value);
                    default -> "";
                };
        if (text.isEmpty() || text.length() > MAX_IDENTIFIER_LENGTH) {
            violations.add(
                    Violation.at(
                            identifier,
                            "must be a text of 1 to " + MAX_IDENTIFIER_LENGTH + " characters"));
            return new Entity.Anonymous();
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            violations.add(Violation.at(identifier, "must not contain control characters"));
            return new Entity.Anonymous();
        }
        return new Entity.Known(text);
    }

    /// Encodes one raw value by the feature's rules for absent and blank values.
    static Feature.Parsed encode(Feature feature, @Nullable FieldValue value) {
        if (value == null || value instanceof FieldValue.Null) {
            return missing(feature.absent(), "is required");
        }
        if (value instanceof FieldValue.Text(String text) && text.isBlank()) {
            return missing(feature.blank(), "must not be blank");
        }
        return feature.parse(value);
    }

    private static Feature.Parsed missing(Feature.Missing rule, String refusal) {
        return switch (rule) {
            case Feature.Missing.Refused() -> new Feature.Parsed.Invalid(refusal);
            case Feature.Missing.Unknown() -> new Feature.Parsed.Encoded(Double.NaN);
            case Feature.Missing.Constant(double encoded) -> new Feature.Parsed.Encoded(encoded);
            // Filled in when all given values are known.
            case Feature.Missing.Multiple _, Feature.Missing.Quotient _ ->
                    new Feature.Parsed.Encoded(Double.NaN);
        };
    }

    /// Computes what is derived from other values, then checks the floors. Called when every value
    /// was read without a fault.
    ///
    /// @return one fault for each floor that is broken
    List<Violation> complete(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                values[i] = derived(features.get(i), values);
            }
        }
        if (floors.isEmpty()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        for (var floor : floors) {
            double least = floor.factor();
            for (var name : floor.of()) {
                least *= values[indexOf(name)];
            }
            if (values[indexOf(floor.feature())] < least) {
                violations.add(
                        Violation.at(
                                floor.feature(),
                                "must be at least %s, which is %s times %s"
                                        .formatted(
                                                Numbers.plain(least),
                                                Numbers.plain(floor.factor()),
                                                String.join(" times ", floor.of()))));
            }
        }
        return List.copyOf(violations);
    }

    private double derived(Feature feature, double[] values) {
        var rule =
                feature.absent() instanceof Feature.Missing.Unknown
                        ? feature.blank()
                        : feature.absent();
        return switch (rule) {
            case Feature.Missing.Multiple(var of, var factor) -> factor * values[indexOf(of)];
            case Feature.Missing.Quotient(var numerator, var denominator) ->
                    values[indexOf(numerator)] / Math.max(values[indexOf(denominator)], 1);
            case Feature.Missing.Refused _, Feature.Missing.Unknown _, Feature.Missing.Constant _ ->
                    Double.NaN;
        };
    }

    /// The position of a feature that the contract has.
    public int indexOf(String name) {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("contract " + id + " has no feature " + name);
    }

    /// The features in the caller's terms, in the contract's order; a missing value is left out.
    public Map<String, Object> display(FeatureVector vector) {
        var shown = new LinkedHashMap<String, Object>();
        for (int i = 0; i < features.size(); i++) {
            var feature = features.get(i);
            feature.display(vector.at(i)).ifPresent(value -> shown.put(feature.name(), value));
        }
        return shown;
    }

    /// Counts first: the scoring path has no unknown fields and should not pay for naming them.
    private List<Violation> unknownFields(Map<String, FieldValue> fields) {
        int known = 0;
        for (var feature : features) {
            known += fields.containsKey(feature.name()) ? 1 : 0;
        }
        known += fields.containsKey(identifier) ? 1 : 0;
        known += fields.containsKey(label.column()) ? 1 : 0;
        for (var name : ignored) {
            known += fields.containsKey(name) ? 1 : 0;
        }
        if (label.time() instanceof TimeColumn.Column(var time)) {
            known += fields.containsKey(time) ? 1 : 0;
        }
        if (known == fields.size()) {
            return List.of();
        }
        var columns = new HashSet<>(columns());
        columns.addAll(ignored);
        return fields.keySet().stream()
                .filter(name -> !columns.contains(name))
                .map(name -> Violation.at(name, "is not a field of contract " + id))
                .toList();
    }

    /// Identifier, features, label and time, the order in which a full table is written.
    public List<String> columns() {
        var columns = new ArrayList<String>();
        columns.add(identifier);
        features.forEach(feature -> columns.add(feature.name()));
        columns.add(label.column());
        if (label.time() instanceof TimeColumn.Column(var time)) {
            columns.add(time);
        }
        return List.copyOf(columns);
    }
}
