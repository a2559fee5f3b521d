package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.models.JsonShape;
import io.holdfast.domain.ingestion.FieldRule;
import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.RowCondition;
import io.holdfast.domain.ingestion.RowCondition.Test;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a field comes from, and when; see `ProfileJson`.
final class RuleJson {

    private static final List<String> SOURCES = List.of("column", "constant", "template", "object");

    private static final List<String> TESTS =
            List.of("is", "isNot", "startsWith", "startsNotWith", "blank", "sign");

    /// Of a rule that could not be read; its fault was told.
    private static final FieldRule STAND_IN = new FieldRule.FromColumn("?", Reading.plain());

    private RuleJson() {}

    /// All members of a shape as rules.
    static Map<String, FieldRule> rules(JsonShape shape, Reading general) {
        var rules = new LinkedHashMap<String, FieldRule>();
        for (var name : shape.names()) {
            rules.put(name, rule(shape, name, general, true));
        }
        return rules;
    }

    /// A text is the name of a column.
    private static FieldRule rule(
            JsonShape holder, String name, Reading general, boolean mayBeObject) {
        try {
            if (holder.isText(name)) {
                return new FieldRule.FromColumn(holder.text(name), general);
            }
            if (!holder.isObject(name)) {
                holder.faultAt(name, "must be the name of a column, or an object");
                return STAND_IN;
            }
            var shape = holder.object(name);
            var named = SOURCES.stream().filter(shape::has).toList();
            if (named.size() != 1) {
                shape.fault("must have one of " + String.join(", ", SOURCES));
                return STAND_IN;
            }
            return switch (named.getFirst()) {
                case "column" -> {
                    knows(shape, ReadingJson.RULE, "column");
                    yield new FieldRule.FromColumn(
                            shape.text("column"), ReadingJson.read(shape, general));
                }
                case "template" -> {
                    knows(shape, ReadingJson.RULE, "template");
                    yield new FieldRule.Template(
                            shape.text("template"), ReadingJson.read(shape, general));
                }
                case "constant" -> {
                    shape.knows(Set.of("constant"));
                    yield new FieldRule.Constant(shape.text("constant"));
                }
                default -> object(shape, general, mayBeObject);
            };
        } catch (IllegalArgumentException e) {
            holder.faultAt(name, String.valueOf(e.getMessage()));
            return STAND_IN;
        }
    }

    private static void knows(JsonShape shape, Set<String> names, String also) {
        var all = new HashSet<>(names);
        all.add(also);
        shape.knows(all);
    }

    private static FieldRule object(JsonShape shape, Reading general, boolean mayBeObject) {
        if (!mayBeObject) {
            shape.fault("must not be an object in an object");
            return STAND_IN;
        }
        if (shape.isObject("object")) {
            shape.knows(Set.of("object"));
            var object = shape.object("object");
            var members = new LinkedHashMap<String, FieldRule>();
            for (var name : object.names()) {
                members.put(name, rule(object, name, general, false));
            }
            return new FieldRule.ObjectOf(members);
        }
        shape.knows(Set.of("object", "except"));
        if (!shape.isText("object") || !shape.text("object").equals("all")) {
            shape.faultAt("object", "must be all, or an object");
        }
        return new FieldRule.ObjectOfAll(shape.has("except") ? shape.texts("except") : List.of());
    }

    /// The member `when`; none where it is left out.
    static List<RowCondition> conditions(JsonShape holder) {
        var conditions = new ArrayList<RowCondition>();
        if (holder.has("when")) {
            for (var shape : holder.objects("when")) {
                condition(shape).ifPresent(conditions::add);
            }
        }
        return conditions;
    }

    private static Optional<RowCondition> condition(JsonShape shape) {
        knows(shape, Set.copyOf(TESTS), "column");
        var column = shape.text("column");
        var named = TESTS.stream().filter(shape::has).toList();
        if (named.size() != 1) {
            shape.fault("must have one of " + String.join(", ", TESTS));
            return Optional.empty();
        }
        var name = named.getFirst();
        var test =
                switch (name) {
                    case "is" -> new Test.Is(shape.texts(name));
                    case "isNot" -> new Test.IsNot(shape.texts(name));
                    case "startsWith" -> new Test.StartsWith(shape.text(name));
                    case "startsNotWith" -> new Test.StartsNotWith(shape.text(name));
                    case "blank" ->
                            shape.bool(name, true) ? new Test.IsBlank() : new Test.IsNotBlank();
                    default ->
                            new Test.HasSign(
                                    ReadingJson.constant(
                                            shape,
                                            name,
                                            RowCondition.Sign.class,
                                            RowCondition.Sign.POSITIVE));
                };
        if (column.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new RowCondition(column, test));
    }
}
