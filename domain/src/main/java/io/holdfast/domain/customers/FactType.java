package io.holdfast.domain.customers;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the value of a fact's field may be, and how it is written. There is one spelling for each
/// value, whatever the source wrote: a number is plain decimal (`1234.50`), a date `2026-03-01`, a
/// moment `2026-03-01T12:00:00Z`, a flag `true` or `false`.
public sealed interface FactType {

    /// What is wrong with a value in that spelling, as the end of the sentence "... must be"; empty
    /// for nothing.
    Optional<String> fault(String value);

    /// Not blank, without control characters but line breaks and tabs.
    record Text(int maxLength) implements FactType {
        @Override
        public Optional<String> fault(String value) {
            if (value.isBlank() || value.length() > maxLength) {
                return Optional.of("a text of 1 to " + maxLength + " characters");
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                    return Optional.of("a text without control characters");
                }
            }
            return Optional.empty();
        }
    }

    /// One of a few words.
    record Word(List<String> words) implements FactType {
        public Word {
            words = List.copyOf(words);
        }

        @Override
        public Optional<String> fault(String value) {
            return words.contains(value)
                    ? Optional.empty()
                    : Optional.of("one of " + String.join(", ", words));
        }
    }

    /// A decimal number.
    ///
    /// @param scale digits after the point at most; more are rounded half up when it is stored
    record Decimal(long min, long max, int scale) implements FactType {
        /// So that a number is read in a time that its sender cannot choose.
        private static final int MAX_LENGTH = 40;

        @Override
        public Optional<String> fault(String value) {
            if (value.length() <= MAX_LENGTH && isPlain(value)) {
                var number = new BigDecimal(value);
                if (number.compareTo(BigDecimal.valueOf(min)) >= 0
                        && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
                    return Optional.empty();
                }
            }
            return Optional.of("a number from " + min + " to " + max);
        }

        /// Digits with at most one point among them, and a sign before.
        private static boolean isPlain(String value) {
            int start = value.startsWith("-") ? 1 : 0;
            int points = 0;
            for (int i = start; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '.') {
                    points++;
                } else if (c < '0' || c > '9') {
                    return false;
                }
            }
            return points <= 1 && value.length() > start + points;
        }
    }

    record Whole(long min, long max) implements FactType {
        private static final int MAX_LENGTH = 19;

        @Override
        public Optional<String> fault(String value) {
            var wrong = Optional.of("a whole number from " + min + " to " + max);
            if (value.length() > MAX_LENGTH) {
                return wrong;
            }
            try {
                long number = Long.parseLong(value);
                return number >= min && number <= max ? Optional.empty() : wrong;
            } catch (NumberFormatException _) {
                return wrong;
            }
        }
    }

    /// A day of the years 1900 to 2200.
    record Day() implements FactType {
        @Override
        public Optional<String> fault(String value) {
            try {
                int year = LocalDate.parse(value).getYear();
                return year >= MIN_YEAR && year <= MAX_YEAR ? Optional.empty() : WRONG_DAY;
            } catch (DateTimeException _) {
                return WRONG_DAY;
            }
        }
    }

    /// A moment of the years 1900 to 2200, in UTC.
    record Moment() implements FactType {
        @Override
        public Optional<String> fault(String value) {
            try {
                var moment = Instant.parse(value);
                return !moment.isBefore(FIRST) && moment.isBefore(LAST)
                        ? Optional.empty()
                        : WRONG_MOMENT;
            } catch (DateTimeException _) {
                return WRONG_MOMENT;
            }
        }
    }

    /// A JSON object. Only its outside is looked at here: whoever makes one has read it.
    record Json(int maxLength) implements FactType {
        @Override
        public Optional<String> fault(String value) {
            return value.length() <= maxLength && value.startsWith("{") && value.endsWith("}")
                    ? Optional.empty()
                    : Optional.of("a JSON object of at most " + maxLength + " characters");
        }
    }

    int MIN_YEAR = 1900;
    int MAX_YEAR = 2200;
    Instant FIRST = Instant.parse(MIN_YEAR + "-01-01T00:00:00Z");
    Instant LAST = Instant.parse(MAX_YEAR + 1 + "-01-01T00:00:00Z");
    Optional<String> WRONG_DAY = Optional.of("a day of the years " + MIN_YEAR + " to " + MAX_YEAR);
    Optional<String> WRONG_MOMENT =
            Optional.of("a moment of the years " + MIN_YEAR + " to " + MAX_YEAR);
}
