package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// One input of a model: how a raw value becomes a number of the feature vector.
///
/// A numeric feature is its own value, a flag is 0 or 1, a category is its position in
/// `categories`. `NaN` stands for a value that is allowed to be missing.
public sealed interface Feature {

    String name();

    /// What an absent field or JSON null means.
    Missing absent();

    /// What an empty or white-space text means.
    Missing blank();

    /// Reads one present, non-blank value.
    Parsed parse(FieldValue value);

    /// The value in the caller's terms: a `Double`, a `Long` for whole numbers and flags, or the
    /// category's `String`; empty for a missing value.
    Optional<Object> display(double encoded);

    /// The rule for a value that is not there.
    sealed interface Missing {
        /// The input is refused.
        record Refused() implements Missing {}

        /// The model sees `NaN` and follows its documented path for missing values.
        record Unknown() implements Missing {}

        /// The model sees this encoded value.
        record Constant(double encoded) implements Missing {}

        /// The model sees `factor * feature`.
        record Multiple(String feature, double factor) implements Missing {}

        /// The model sees `numerator / max(denominator, 1)`.
        record Quotient(String numerator, String denominator) implements Missing {}
    }

    sealed interface Parsed {
        record Encoded(double value) implements Parsed {}

        /// What the value must be, as the end of the sentence "... must be".
        record Invalid(String detail) implements Parsed {}
    }

    /// A number within [min, max], bounds that are finite: `Double.MAX_VALUE` for none; `unit` is
    /// for people ("months", "USD", or empty).
    record Numeric(
            String name,
            String unit,
            double min,
            double max,
            boolean whole,
            Missing absent,
            Missing blank)
            implements Feature {

        public Numeric {
            requireName(name);
            if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
                throw new IllegalArgumentException(
                        name + ": the bounds must be finite, min not above max");
            }
            DoublePredicate fits =
                    constant -> Double.isFinite(constant) && (!whole || isWhole(constant));
            requireConstant(name, absent, fits);
            requireConstant(name, blank, fits);
        }

        @Override
        public Parsed parse(FieldValue value) {
            return switch (value) {
                case FieldValue.Numeric(double number) -> check(number);
                case FieldValue.Text(String text) -> {
                    var number = Numbers.parse(text);
                    yield number.isPresent()
                            ? check(number.getAsDouble())
                            : new Parsed.Invalid(
                                    "must be a number, not " + Violation.extract(text));
                }
                case FieldValue.Bool _ -> new Parsed.Invalid("must be a number, not a boolean");
                case FieldValue.Null _ -> new Parsed.Invalid("must be a number, not null");
                case FieldValue.Compound _ ->
                        new Parsed.Invalid("must be a number, not an array or object");
            };
        }

        private Parsed check(double number) {
            if (!Double.isFinite(number)) {
                return new Parsed.Invalid("must be a finite number");
            }
            if (number < min || number > max) {
                return new Parsed.Invalid("must be " + range());
            }
            if (whole && !isWhole(number)) {
                return new Parsed.Invalid("must be a whole number");
            }
            return new Parsed.Encoded(number == 0 ? 0.0 : number);
        }

        private String range() {
            if (max == Double.MAX_VALUE) {
                return "at least " + Numbers.plain(min);
            }
            if (min == -Double.MAX_VALUE) {
                return "at most " + Numbers.plain(max);
            }
            return "between " + Numbers.plain(min) + " and " + Numbers.plain(max);
        }

        @Override
        public Optional<Object> display(double encoded) {
            if (Double.isNaN(encoded)) {
                return Optional.empty();
            }
            return whole ? Optional.of((long) encoded) : Optional.of(encoded);
        }
    }

    /// One of a fixed list of texts, compared exactly after surrounding white space is dropped.
    record Categorical(String name, List<String> categories, Missing absent, Missing blank)
            implements Feature {

        public static final int MAX_CATEGORIES = 1_000;

        public Categorical {
            requireName(name);
            categories = List.copyOf(categories);
            if (categories.isEmpty() || categories.size() > MAX_CATEGORIES) {
                throw new IllegalArgumentException(
                        name + ": needs 1 to " + MAX_CATEGORIES + " categories");
            }
            if (categories.stream().distinct().count() != categories.size()) {
                throw new IllegalArgumentException(name + ": a category stands twice");
            }
            if (!categories.stream()
                    .allMatch(text -> !text.isEmpty() && text.equals(text.strip()))) {
                throw new IllegalArgumentException(
                        name + ": a category is not empty and has no white space around it");
            }
            int count = categories.size();
            DoublePredicate fits =
                    constant -> isWhole(constant) && constant >= 0 && constant < count;
            requireConstant(name, absent, fits);
            requireConstant(name, blank, fits);
        }

        @Override
        public Parsed parse(FieldValue value) {
            if (value instanceof FieldValue.Text(String text)) {
                int index = categories.indexOf(text.strip());
                return index >= 0
                        ? new Parsed.Encoded(index)
                        : new Parsed.Invalid(expected() + ", not " + Violation.extract(text));
            }
            return new Parsed.Invalid(expected());
        }

        private String expected() {
            int shown = 12;
            var listed = String.join(", ", categories.stream().limit(shown).toList());
            return "must be one of "
                    + listed
                    + (categories.size() > shown
                            ? " and " + (categories.size() - shown) + " more"
                            : "");
        }

        @Override
        public Optional<Object> display(double encoded) {
            return Double.isNaN(encoded)
                    ? Optional.empty()
                    : Optional.of(categories.get((int) encoded));
        }
    }

    /// Yes or no: a JSON boolean, 0/1, or true/false/yes/no in any case.
    record Flag(String name, Missing absent, Missing blank) implements Feature {

        public Flag {
            requireName(name);
            DoublePredicate fits = constant -> constant == 0 || constant == 1;
            requireConstant(name, absent, fits);
            requireConstant(name, blank, fits);
        }

        @Override
        public Parsed parse(FieldValue value) {
            return switch (value) {
                case FieldValue.Bool(boolean bool) -> new Parsed.Encoded(bool ? 1 : 0);
                case FieldValue.Numeric(double number) when number == 0 || number == 1 ->
                        new Parsed.Encoded(number == 1 ? 1 : 0);
                case FieldValue.Text(String text) ->
                        switch (text.strip().toLowerCase(Locale.ROOT)) {
                            case "1", "true", "yes" -> new Parsed.Encoded(1);
                            case "0", "false", "no" -> new Parsed.Encoded(0);
                            default ->
                                    new Parsed.Invalid(
                                            "must be 0 or 1, not " + Violation.extract(text));
                        };
                case FieldValue.Numeric _, FieldValue.Null _, FieldValue.Compound _ ->
                        new Parsed.Invalid("must be 0 or 1");
            };
        }

        @Override
        public Optional<Object> display(double encoded) {
            return Double.isNaN(encoded) ? Optional.empty() : Optional.of((long) encoded);
        }
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("a feature's name has 1 to 100 characters");
        }
    }

    /// A constant is an encoded value like any other, or `display` would fail on it later.
    private static void requireConstant(String name, Missing rule, DoublePredicate fits) {
        if (rule instanceof Missing.Constant(double encoded) && !fits.test(encoded)) {
            throw new IllegalArgumentException(
                    name + ": stands for a missing value and cannot: " + encoded);
        }
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number);
    }
}
