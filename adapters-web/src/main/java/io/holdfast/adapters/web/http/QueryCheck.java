package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.List;

/// Reads query parameters and gathers every fault before refusing. A fault's pointer is
/// `#/query/<name>`.
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
