package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.Advice.Condition;
import io.holdfast.domain.models.Advice.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form of a contract's advice:
///
///     {"choice": "first", "rules": [
///       {"when": [{"risk": "High"}, {"feature": "recency", "atLeast": 60}], "text": "{recency} days"},
///       {"when": [{"feature": "category", "is": "Bikes"}], "text": "..."}
///     ]}
///
/// `choice` is `first` or `all`; a comparison is `atLeast`, `above` or `below`.
final class AdviceJson {

    private AdviceJson() {}

    static Advice read(JsonShape shape) {
        shape.knows(Set.of("choice", "rules"));
        var choice =
                switch (shape.text("choice")) {
                    case "first" -> Advice.Choice.FIRST;
                    case "all" -> Advice.Choice.ALL;
                    default -> {
                        shape.fault("choice must be first or all");
                        yield Advice.Choice.ALL;
                    }
                };
        var rules = new ArrayList<Advice.Rule>();
        for (var rule : shape.objects("rules")) {
            rule.knows(Set.of("when", "text"));
            var when =
                    rule.has("when")
                            ? rule.objects("when").stream().map(AdviceJson::condition).toList()
                            : List.<Condition>of();
            var text = rule.text("text");
            try {
                rules.add(new Advice.Rule(when, text));
            } catch (IllegalArgumentException e) {
                rule.fault(String.valueOf(e.getMessage()));
            }
        }
        if (rules.size() > Advice.MAX_RULES) {
            shape.fault("must have at most " + Advice.MAX_RULES + " rules");
            return Advice.none();
        }
        return new Advice(choice, rules);
    }

    private static Condition condition(JsonShape shape) {
        if (shape.has("risk")) {
            shape.knows(Set.of("risk"));
            return new Condition.RiskIs(shape.text("risk"));
        }
        var feature = shape.text("feature");
        if (shape.has("is")) {
            shape.knows(Set.of("feature", "is"));
            return new Condition.CategoryIs(feature, shape.text("is"));
        }
        for (var operator : Operator.values()) {
            if (shape.has(name(operator))) {
                shape.knows(Set.of("feature", name(operator)));
                return new Condition.Compared(feature, operator, shape.number(name(operator)));
            }
        }
        shape.fault("needs is, atLeast, above or below");
        return new Condition.RiskIs("");
    }

    static void write(ObjectNode node, Advice advice) {
        node.put("choice", advice.choice().name().toLowerCase(Locale.ROOT));
        var rules = node.putArray("rules");
        for (var rule : advice.rules()) {
            var each = rules.addObject();
            var when = each.putArray("when");
            rule.when().forEach(condition -> write(when, condition));
            each.put("text", rule.text());
        }
    }

    private static void write(ArrayNode when, Condition condition) {
        switch (condition) {
            case Condition.RiskIs(var level) -> when.addObject().put("risk", level);
            case Condition.CategoryIs(var feature, var category) ->
                    when.addObject().put("feature", feature).put("is", category);
            case Condition.Compared(var feature, var operator, var value) ->
                    when.addObject().put("feature", feature).put(name(operator), value);
        }
    }

    private static String name(Operator operator) {
        return switch (operator) {
            case AT_LEAST -> "atLeast";
            case ABOVE -> "above";
            case BELOW -> "below";
        };
    }
}
