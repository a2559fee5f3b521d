package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads query parameters, and parts of the path, and gathers every fault before refusing. A
/// fault's pointer is `#/query/<name>` or `#/path/<name>`.
public final class QueryCheck {

    private static final String FOREIGN_CURSOR = "must be a cursor from an earlier answer";
    private static final int MAX_DIGITS = 9;
    private static final int MIN_YEAR = 1970;
    private static final int MAX_YEAR = 9999;
    private static final String DATE_RULE =
            "must be a date such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z, not before "
                    + MIN_YEAR;
    private static final int MAX_REPEATED = 20;
    private static final Pattern DECIMAL_FORM = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,6})?");
    private static final UUID NO_ID = new UUID(0, 0);
    private static final Pattern UUID_FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Exchange exchange;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> repeatable = new HashSet<>();

    public QueryCheck(Exchange exchange) {
        this.exchange = exchange;
    }

    private @Nullable String read(String name) {
        known.add(name);
        return exchange.query(name);
    }

    /// A whole number within [min, max], or `otherwise` where the parameter is absent.
    public int number(String name, int min, int max, int otherwise) {
        var text = read(name);
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
        var text = read(name);
        if (text != null && !check.test(text)) {
            violations.add(new Violation("#/query/" + name, "must be " + rule));
            return otherwise;
        }
        return text == null ? otherwise : text;
    }

    /// A page's beginning that an answer of ours told, or `otherwise` where the parameter is
    /// absent.
    public long cursor(String name, long otherwise) {
        var text = read(name);
        if (text == null) {
            return otherwise;
        }
        var before = Cursor.read(text);
        if (before.isEmpty()) {
            violations.add(new Violation("#/query/" + name, FOREIGN_CURSOR));
        }
        return before.orElse(otherwise);
    }

    /// The name after which a page begins, by an answer of ours; empty where the parameter is
    /// absent.
    ///
    /// @param isName whether it can be one
    public String nameCursor(String name, Predicate<String> isName) {
        var text = read(name);
        if (text == null) {
            return "";
        }
        var after = Cursor.readName(text).filter(isName);
        if (after.isEmpty()) {
            violations.add(new Violation("#/query/" + name, FOREIGN_CURSOR));
        }
        return after.orElse("");
    }

    /// A required moment as RFC 3339 writes it; the beginning of 1970 stands in for it until `done`
    /// refuses.
    public Instant moment(String name) {
        if (read(name) == null) {
            violations.add(new Violation("#/query/" + name, "is required"));
        }
        return moment(name, Instant.EPOCH);
    }

    /// A moment as RFC 3339 writes it, or `otherwise` where the parameter is absent.
    public Instant moment(String name, Instant otherwise) {
        var text = read(name);
        if (text == null) {
            return otherwise;
        }
        var moment = momentIn(text);
        if (moment.isEmpty()) {
            violations.add(
                    new Violation(
                            "#/query/" + name,
                            "must be a moment such as 2026-01-31T12:00:00Z, not before "
                                    + MIN_YEAR));
        }
        return moment.orElse(otherwise);
    }

    /// A date, which means its beginning in UTC, or a moment as RFC 3339 writes it, not after
    /// `now`; `now` where the parameter is absent.
    public Instant asOf(String name, Instant now) {
        var text = read(name);
        if (text == null) {
            return now;
        }
        var asOf = beginningOf(text).or(() -> momentIn(text));
        if (asOf.isEmpty()) {
            violations.add(new Violation("#/query/" + name, DATE_RULE));
        } else if (asOf.get().isAfter(now)) {
            violations.add(new Violation("#/query/" + name, "must not be in the future"));
        }
        return asOf.orElse(now);
    }

    /// A date, which means its beginning in UTC, or a moment as RFC 3339 writes it; `otherwise`
    /// where the parameter is absent.
    public Instant dateOrMoment(String name, Instant otherwise) {
        var text = read(name);
        if (text == null) {
            return otherwise;
        }
        var at = beginningOf(text).or(() -> momentIn(text));
        if (at.isEmpty()) {
            violations.add(new Violation("#/query/" + name, DATE_RULE));
        }
        return at.orElse(otherwise);
    }

    /// Adds a fault of several parameters together, where there is one.
    public void refuseIf(boolean faulty, String name, String rule) {
        if (faulty) {
            violations.add(new Violation("#/query/" + name, rule));
        }
    }

    /// Whether the parameter is there.
    public boolean has(String name) {
        return read(name) != null;
    }

    private static Optional<Instant> beginningOf(String text) {
        try {
            var date = LocalDate.parse(text);
            return isYear(date.getYear())
                    ? Optional.of(date.atStartOfDay(ZoneOffset.UTC).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> momentIn(String text) {
        try {
            var moment = OffsetDateTime.parse(text);
            return isYear(moment.getYear()) ? Optional.of(moment.toInstant()) : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static boolean isYear(int year) {
        return year >= MIN_YEAR && year <= MAX_YEAR;
    }

    /// Texts that each pass the check, of a parameter that may stand up to `MAX_REPEATED` times.
    ///
    /// @param rule what each must be, as the end of the sentence "... must be"
    public Set<String> texts(String name, Predicate<String> check, String rule) {
        known.add(name);
        repeatable.add(name);
        var texts = exchange.queries(name);
        if (texts.size() > MAX_REPEATED) {
            violations.add(
                    new Violation(
                            "#/query/" + name,
                            "must not stand more than %d times".formatted(MAX_REPEATED)));
        } else if (!texts.stream().allMatch(check)) {
            violations.add(new Violation("#/query/" + name, "must be " + rule));
        }
        return Set.copyOf(texts);
    }

    /// A decimal number within [0, max]; none where the parameter is absent.
    public List<BigDecimal> decimals(String name, BigDecimal max) {
        var text = read(name);
        if (text == null) {
            return List.of();
        }
        if (DECIMAL_FORM.matcher(text).matches()) {
            var number = new BigDecimal(text);
            if (number.compareTo(max) <= 0) {
                return List.of(number);
            }
        }
        violations.add(
                new Violation(
                        "#/query/" + name,
                        "must be a number between 0 and %s, written in digits such as 2.5"
                                .formatted(max.toPlainString())));
        return List.of();
    }

    /// `true` or `false`; none where the parameter is absent.
    public List<Boolean> flags(String name) {
        var text = read(name);
        if (text == null) {
            return List.of();
        }
        if (text.equals("true") || text.equals("false")) {
            return List.of(text.equals("true"));
        }
        violations.add(new Violation("#/query/" + name, "must be true or false"));
        return List.of();
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

    /// A text from the path that passes the check; an empty one stands in for it until `done`
    /// refuses.
    ///
    /// @param rule as the whole sentence that is told
    public String pathText(String name, Predicate<String> check, String rule) {
        var text = exchange.pathParameter(name);
        if (check.test(text)) {
            return text;
        }
        violations.add(new Violation("#/path/" + name, rule));
        return "";
    }

    /// An id from the path; one that nothing has stands in for it until `done` refuses.
    public UUID id(String name) {
        var text = exchange.pathParameter(name);
        if (UUID_FORM.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        violations.add(new Violation("#/path/" + name, "must be a UUID"));
        return NO_ID;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    public void done() {
        for (var name : exchange.queryNames()) {
            if (!known.contains(name)) {
                violations.add(
                        new Violation(
                                "#/query" + Violation.at(name, "").pointer().substring(1),
                                "is not a known parameter"));
            } else if (exchange.queryCount(name) > 1 && !repeatable.contains(name)) {
                violations.add(new Violation("#/query/" + name, "must not stand twice"));
            }
        }
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
    }
}
