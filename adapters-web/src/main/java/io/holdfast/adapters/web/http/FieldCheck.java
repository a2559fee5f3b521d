package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads the members of a small JSON object and gathers every fault before refusing. What a reader
/// gives for a member that is at fault stands in until `done` refuses.
public final class FieldCheck {

    private static final String FLAG = "must be true or false";

    private final Map<String, FieldValue> fields;
    private final JsonMembers members;
    private final String place;
    private final List<Violation> violations;
    private final TreeSet<String> unread;

    public FieldCheck(Map<String, FieldValue> fields) {
        this(new JsonMembers(fields, Map.of(), Map.of()));
    }

    public FieldCheck(JsonMembers members) {
        this(members, "", new ArrayList<>());
    }

    private FieldCheck(JsonMembers members, String place, List<Violation> violations) {
        this.fields = members.fields();
        this.members = members;
        this.place = place;
        this.violations = violations;
        this.unread = new TreeSet<>(fields.keySet());
    }

    /// A required text; an empty one stands in for it until `done` refuses.
    public String text(String name, Predicate<String> rule, String ruleInWords) {
        return required(name, text(rule), ruleInWords).orElse("");
    }

    /// A text, or `otherwise` where the member is absent or null.
    public String text(String name, Predicate<String> rule, String ruleInWords, String otherwise) {
        return optional(name, text(rule), ruleInWords).orElse(otherwise);
    }

    private static Function<FieldValue, Optional<String>> text(Predicate<String> rule) {
        return value ->
                value instanceof FieldValue.Text(var text) && rule.test(text)
                        ? Optional.of(text)
                        : Optional.empty();
    }

    /// `true` or `false`, or `otherwise` where the member is absent or null.
    public boolean flag(String name, boolean otherwise) {
        return optional(name, FieldCheck::readFlag, FLAG).orElse(otherwise);
    }

    /// Whether the member is there, and not null.
    public boolean has(String name) {
        return fields.containsKey(name) && !(fields.get(name) instanceof FieldValue.Null);
    }

    /// A fault that was found elsewhere.
    public void fault(Violation violation) {
        violations.add(violation);
    }

    /// A required `true` or `false`.
    public boolean flag(String name) {
        return required(name, FieldCheck::readFlag, FLAG).orElse(false);
    }

    private static Optional<Boolean> readFlag(FieldValue value) {
        return value instanceof FieldValue.Bool(var flag) ? Optional.of(flag) : Optional.empty();
    }

    /// A required finite number that keeps the rule; 0 stands in for it until `done` refuses.
    public double number(String name, DoublePredicate rule, String ruleInWords) {
        return required(name, number(rule), ruleInWords).orElse(0.0);
    }

    /// A finite number that keeps the rule, or `otherwise` where the member is absent or null.
    public double number(String name, DoublePredicate rule, String ruleInWords, double otherwise) {
        return optional(name, number(rule), ruleInWords).orElse(otherwise);
    }

    /// A required whole number within [min, max]; `min` stands in for it until `done` refuses.
    public long whole(String name, long min, long max) {
        return required(name, number(whole(min, max)), words(min, max))
                .map(Double::longValue)
                .orElse(min);
    }

    /// A whole number within [min, max], or `otherwise` where the member is absent or null.
    public long whole(String name, long min, long max, long otherwise) {
        return optional(name, number(whole(min, max)), words(min, max))
                .map(Double::longValue)
                .orElse(otherwise);
    }

    private static Function<FieldValue, Optional<Double>> number(DoublePredicate rule) {
        return value ->
                value instanceof FieldValue.Numeric(var number)
                                && Double.isFinite(number)
                                && rule.test(number)
                        ? Optional.of(number)
                        : Optional.empty();
    }

    private static DoublePredicate whole(long min, long max) {
        return number -> number == Math.rint(number) && number >= min && number <= max;
    }

    private static String words(long min, long max) {
        return "must be a whole number between %d and %d".formatted(min, max);
    }

    /// The values of a list, or `otherwise` where the member is absent or null. Their faults are
    /// told with `fault` and a name such as `steps/2`.
    public List<FieldValue> values(String name, List<FieldValue> otherwise) {
        unread.remove(name);
        if (!fields.containsKey(name)) {
            return otherwise;
        }
        var list = members.lists().get(name);
        if (list == null) {
            fault(name, "must be a list");
            return otherwise;
        }
        return list;
    }

    /// The texts of a list that keep the rule, each fault told at its place; none where the member
    /// is absent.
    public List<String> texts(String name, int max, Predicate<String> rule, String ruleInWords) {
        var values = values(name, List.of());
        if (values.size() > max) {
            fault(name, "must not have more than " + max + " entries");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof FieldValue.Text(var text) && rule.test(text)) {
                texts.add(text);
            } else {
                fault(name, String.valueOf(i), ruleInWords);
            }
        }
        return List.copyOf(texts);
    }

    /// As `texts`, of a required list with at least one entry.
    public List<String> someTexts(
            String name, int max, Predicate<String> rule, String ruleInWords) {
        if (!has(name)) {
            fault(name, "is required");
            unread.remove(name);
            return List.of();
        }
        if (members.lists().getOrDefault(name, List.of()).isEmpty()
                && members.lists().containsKey(name)) {
            fault(name, "must not be empty");
        }
        return texts(name, max, rule, ruleInWords);
    }

    /// The members of a required object, one at least, in their order; none stand in for them until
    /// `done` refuses.
    public Map<String, FieldValue> object(String name) {
        unread.remove(name);
        var object = members.objects().get(name);
        if (object == null || object.isEmpty()) {
            fault(
                    name,
                    fields.containsKey(name)
                            ? "must be an object with at least one member"
                            : "is required");
            return Map.of();
        }
        return object;
    }

    /// Reads the members of an object, which may be missing; its faults are told with this one's.
    public <T> T nested(String name, Function<FieldCheck, T> reader) {
        unread.remove(name);
        if (fields.containsKey(name) && !members.objects().containsKey(name)) {
            fault(name, "must be an object");
        }
        var inner = members.objects().getOrDefault(name, Map.of());
        var check =
                new FieldCheck(
                        new JsonMembers(inner, Map.of(), Map.of()),
                        place + pointer(name),
                        violations);
        var read = reader.apply(check);
        check.faultUnread();
        return read;
    }

    /// A required member that was read elsewhere.
    ///
    /// @param found whether it was there, and as it should be
    public void list(String name, boolean found) {
        unread.remove(name);
        if (!found) {
            fault(name, fields.containsKey(name) ? "must be a list" : "is required");
        }
    }

    /// Adds a fault at a member.
    public void fault(String name, String detail) {
        violations.add(new Violation("#" + place + pointer(name), detail));
    }

    /// Adds a fault at a member of a member.
    public void fault(String name, String inner, String detail) {
        violations.add(new Violation("#" + place + pointer(name) + pointer(inner), detail));
    }

    /// Without the leading `#`.
    private static String pointer(String name) {
        return Violation.at(name, "").pointer().substring(1);
    }

    private <T> Optional<T> required(
            String name, Function<FieldValue, Optional<T>> reader, String ruleInWords) {
        if (!has(name)) {
            fault(name, "is required");
        }
        return optional(name, reader, ruleInWords);
    }

    private <T> Optional<T> optional(
            String name, Function<FieldValue, Optional<T>> reader, String ruleInWords) {
        unread.remove(name);
        var value = fields.get(name);
        if (value == null || value instanceof FieldValue.Null) {
            return Optional.empty();
        }
        var read = reader.apply(value);
        if (read.isEmpty()) {
            fault(name, ruleInWords);
        }
        return read;
    }

    private void faultUnread() {
        unread.forEach(name -> fault(name, "is not a known field"));
    }

    /// Refuses with 422 if anything was wrong or anything was not asked for.
    public void done() {
        faultUnread();
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
    }
}
