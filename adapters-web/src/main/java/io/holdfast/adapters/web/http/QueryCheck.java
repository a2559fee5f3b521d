package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads query parameters, and parts of the path, and gathers every fault before refusing. A
/// fault's pointer is `#/query/<name>` or `#/path/<name>`.
public final class QueryCheck {

    private static final int MAX_DIGITS = 9;

    private final Exchange exchange;
    private final List<Violation> violations = new ArrayList<>();

    public QueryCheck(Exchange exchange) {
        this.exchange = exchange;
    }

    /// A whole number within [min, max], or `otherwise` where the parameter is absent.
    public int number(String name, int min, int max, int otherwise) {
        var text = exchange.query(name);
        if (text == null) {
            return otherwise;
        }
        if (isNumber(text)) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        violations.add(
                new Violation(
                        "#/query/" + name,
                        "must be a whole number between %d and %d".formatted(min, max)));
        return otherwise;
    }

    /// A text that passes the check, or `otherwise` where the parameter is absent.
    ///
    /// @param rule what it must be, as the end of the sentence "... must be"
    public String text(String name, Predicate<String> check, String rule, String otherwise) {
        var text = exchange.query(name);
        if (text != null && !check.test(text)) {
            violations.add(new Violation("#/query/" + name, "must be " + rule));
            return otherwise;
        }
        return text == null ? otherwise : text;
    }

    /// The number of a model's version, written `v3` or `3`, from the path.
    public int version(String name) {
        var text = exchange.pathParameter(name);
        var digits = text.startsWith("v") ? text.substring(1) : text;
        if (isNumber(digits) && Integer.parseInt(digits) > 0) {
            return Integer.parseInt(digits);
        }
        violations.add(new Violation("#/path/" + name, "must be a version such as v3 or 3"));
        return 1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    public void done() {
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
    }
}
