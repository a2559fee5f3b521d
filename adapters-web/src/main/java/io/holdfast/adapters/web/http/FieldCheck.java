package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Reads the members of a small JSON object and gathers every fault before refusing.
public final class FieldCheck {

    private final Map<String, FieldValue> fields;
    private final List<Violation> violations = new ArrayList<>();
    private final TreeSet<String> unread;

    public FieldCheck(Map<String, FieldValue> fields) {
        this.fields = fields;
        this.unread = new TreeSet<>(fields.keySet());
    }

    /// A required text; an empty one stands in for it until `done` refuses.
    public String text(String name, Predicate<String> rule, String ruleInWords) {
        unread.remove(name);
        var value = fields.get(name);
        if (value == null) {
            violations.add(Violation.at(name, "is required"));
        } else if (value instanceof FieldValue.Text(var text) && rule.test(text)) {
            return text;
        } else {
            violations.add(Violation.at(name, ruleInWords));
        }
        return "";
    }

    /// A text, or `otherwise` where the member is absent or null.
    public String text(String name, Predicate<String> rule, String ruleInWords, String otherwise) {
        return isAbsent(name) ? otherwise : text(name, rule, ruleInWords);
    }

    /// `true` or `false`, or `otherwise` where the member is absent or null.
    public boolean flag(String name, boolean otherwise) {
        return isAbsent(name) ? otherwise : flag(name);
    }

    /// A whole number within [min, max], or `otherwise` where the member is absent or null.
    ///
    /// @param min and `max` are no further from 0 than 2^53: beyond, a JSON number is not exact
    public long whole(String name, long min, long max, long otherwise) {
        if (isAbsent(name)) {
            return otherwise;
        }
        unread.remove(name);
        if (fields.get(name) instanceof FieldValue.Numeric(var number)
                && number == Math.rint(number)
                && number >= min
                && number <= max) {
            return (long) number;
        }
        fault(name, "must be a whole number between %d and %d".formatted(min, max));
        return otherwise;
    }

    private boolean isAbsent(String name) {
        boolean absent = !fields.containsKey(name) || fields.get(name) instanceof FieldValue.Null;
        if (absent) {
            unread.remove(name);
        }
        return absent;
    }

    /// Whether the member is there, and not null.
    public boolean has(String name) {
        return !isAbsent(name);
    }

    /// A fault that was found elsewhere.
    public void fault(String name, String detail) {
        violations.add(Violation.at(name, detail));
    }

    public void fault(Violation violation) {
        violations.add(violation);
    }

    /// A required `true` or `false`.
    public boolean flag(String name) {
        unread.remove(name);
        var value = fields.get(name);
        if (value == null) {
            violations.add(Violation.at(name, "is required"));
        } else if (value instanceof FieldValue.Bool(var flag)) {
            return flag;
        } else {
            violations.add(Violation.at(name, "must be true or false"));
        }
        return false;
    }

    /// A required member that was read elsewhere.
    ///
    /// @param found whether it was there, and as it should be
    public void list(String name, boolean found) {
        unread.remove(name);
        if (!found) {
            violations.add(
                    Violation.at(
                            name, fields.containsKey(name) ? "must be a list" : "is required"));
        }
    }

    /// Refuses with 422 if anything was wrong or anything was not asked for.
    public void done() {
        unread.forEach(name -> violations.add(Violation.at(name, "is not a known field")));
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
    }
}
