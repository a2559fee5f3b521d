package io.holdfast.domain.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What to do about a score: rules in order, as data of a contract.
public record Advice(Choice choice, List<Rule> rules) {

    public static final int MAX_RULES = 100;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

    public enum Choice {
        /// The first rule that fits speaks.
        FIRST,
        /// Every rule that fits speaks, in order.
        ALL
    }

    /// @param when all of these; nothing means always
    /// @param text with `{feature}` where a feature's value belongs
    public record Rule(List<Condition> when, String text) {
        public Rule {
            when = List.copyOf(when);
            if (text.isBlank() || text.length() > 500) {
                throw new IllegalArgumentException("an advice's text has 1 to 500 characters");
            }
        }
    }

    public sealed interface Condition {
        record RiskIs(String level) implements Condition {}

        record CategoryIs(String feature, String category) implements Condition {}

        record Compared(String feature, Operator operator, double value) implements Condition {}
    }

    /// A missing value fits none of them.
    public enum Operator {
        AT_LEAST,
        ABOVE,
        BELOW
    }

    public Advice {
        rules = List.copyOf(rules);
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("at most " + MAX_RULES + " rules of advice");
        }
    }

    public static Advice none() {
        return new Advice(Choice.ALL, List.of());
    }

    /// The advice for one scored entity.
    public List<String> of(FeatureContract contract, FeatureVector features, String riskLevel) {
        var spoken = new ArrayList<String>();
        for (var rule : rules) {
            if (rule.when().stream().allMatch(c -> fits(c, contract, features, riskLevel))) {
                spoken.add(fill(rule.text(), contract, features));
                if (choice == Choice.FIRST) {
                    break;
                }
            }
        }
        return List.copyOf(spoken);
    }

    private static boolean fits(
            Condition condition, FeatureContract contract, FeatureVector features, String level) {
        return switch (condition) {
            case Condition.RiskIs(var wanted) -> wanted.equals(level);
            case Condition.CategoryIs(var name, var category) ->
                    contract.features()
                            .get(contract.indexOf(name))
                            .display(features.at(contract.indexOf(name)))
                            .filter(category::equals)
                            .isPresent();
            case Condition.Compared(var name, var operator, var value) -> {
                double actual = features.at(contract.indexOf(name));
                yield switch (operator) {
                    case AT_LEAST -> actual >= value;
                    case ABOVE -> actual > value;
                    case BELOW -> actual < value;
                };
            }
        };
    }

    private static String fill(String text, FeatureContract contract, FeatureVector features) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> {
                    int feature = contract.indexOf(found.group(1));
                    var value = contract.features().get(feature).display(features.at(feature));
                    return Matcher.quoteReplacement(value.map(Advice::plain).orElse("unknown"));
                });
    }

    private static String plain(Object value) {
        return value instanceof Double number ? Numbers.plain(number) : value.toString();
    }

    /// Names what in the rules these features and levels do not have; empty when all is well.
    List<String> faults(List<Feature> features, RiskPolicy risk) {
        var faults = new ArrayList<String>();
        for (var rule : rules) {
            rule.when()
                    .forEach(condition -> fault(condition, features, risk).ifPresent(faults::add));
            PLACEHOLDER
                    .matcher(rule.text())
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> find(features, name).isEmpty())
                    .forEach(name -> faults.add("advice names an unknown feature: " + name));
        }
        return List.copyOf(faults);
    }

    private static Optional<String> fault(
            Condition condition, List<Feature> features, RiskPolicy risk) {
        return switch (condition) {
            case Condition.RiskIs(var level) ->
                    risk.bands().stream().anyMatch(band -> band.name().equals(level))
                            ? Optional.empty()
                            : Optional.of("advice names an unknown risk level: " + level);
            case Condition.CategoryIs(var name, var category) ->
                    find(features, name).orElse(null) instanceof Feature.Categorical known
                                    && known.categories().contains(category)
                            ? Optional.empty()
                            : Optional.of(
                                    "advice names an unknown category: " + name + " " + category);
            case Condition.Compared(var name, var _, var _) ->
                    find(features, name).orElse(null) instanceof Feature.Numeric
                            ? Optional.empty()
                            : Optional.of("advice compares what is no number: " + name);
        };
    }

    private static Optional<Feature> find(List<Feature> features, String name) {
        return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
    }
}
