package io.holdfast.application.ingestion;

import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactType;
import io.holdfast.domain.ingestion.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Brings texts into the one spelling of a field's type. For one thread at a time.
sealed interface Spelling {

    /// Nothing where the text is no such value; `fault` says why then.
    @Nullable String of(String text);

    String fault(String text);

    /// @param prefix put before texts
    /// @param now what lies after it is a mistake in fields of the past
    static Spelling of(FactField field, Reading reading, String prefix, Instant now) {
        var dates = new DateText(reading.dates(), reading.zone());
        var numbers = new NumberText(reading.numbers(), reading.sign());
        return switch (field.type()) {
            case FactType.Text type -> new OfText(type, prefix);
            case FactType.Word type -> new OfText(type, "");
            case FactType.Json type -> new OfText(type, "");
            case FactType.Decimal type -> new OfDecimal(type, numbers);
            case FactType.Whole type -> new OfWhole(type, numbers);
            case FactType.Day _ -> new OfDate(dates, reading, false, field.past(), now);
            case FactType.Moment _ -> new OfDate(dates, reading, true, field.past(), now);
        };
    }

    private static String mustBe(FactType type, String value) {
        return "must be " + type.fault(value).orElse("something else");
    }

    /// What is kept as it is.
    final class OfText implements Spelling {
        private final FactType type;
        private final String prefix;

        OfText(FactType type, String prefix) {
            this.type = type;
            this.prefix = prefix;
        }

        @Override
        public @Nullable String of(String text) {
            var value = prefix.isEmpty() ? text : prefix + text;
            return type.fault(value).isEmpty() ? value : null;
        }

        @Override
        public String fault(String text) {
            return mustBe(type, prefix + text);
        }
    }

    final class OfDecimal implements Spelling {
        /// Of those a `long` holds every number.
        private static final int SHORT_LENGTH = 18;

        private final FactType.Decimal type;
        private final NumberText numbers;

        OfDecimal(FactType.Decimal type, NumberText numbers) {
            this.type = type;
            this.numbers = numbers;
        }

        @Override
        public @Nullable String of(String text) {
            var plain = numbers.plain(text);
            if (plain == null || isSurelyWithin(plain)) {
                return plain;
            }
            return type.fault(plain).isEmpty() ? plain : null;
        }

        /// Without making a number of it.
        private boolean isSurelyWithin(String plain) {
            if (plain.length() > SHORT_LENGTH || type.min() > 0 || plain.charAt(0) == '-') {
                return false;
            }
            long whole = 0;
            for (int i = 0; i < plain.length() && plain.charAt(i) != '.'; i++) {
                whole = 10 * whole + (plain.charAt(i) - '0');
            }
            return whole < type.max();
        }

        @Override
        public String fault(String text) {
            var plain = numbers.plain(text);
            return mustBe(type, plain == null ? "" : plain);
        }
    }

    final class OfWhole implements Spelling {
        private final FactType.Whole type;
        private final NumberText numbers;

        OfWhole(FactType.Whole type, NumberText numbers) {
            this.type = type;
            this.numbers = numbers;
        }

        /// `12.00` is 12.
        private @Nullable String whole(String text) {
            var plain = numbers.plain(text);
            if (plain == null) {
                return null;
            }
            int point = plain.indexOf('.');
            for (int i = point + 1; point >= 0 && i < plain.length(); i++) {
                if (plain.charAt(i) != '0') {
                    return null;
                }
            }
            return point < 0 ? plain : plain.substring(0, point);
        }

        @Override
        public @Nullable String of(String text) {
            var whole = whole(text);
            return whole != null && type.fault(whole).isEmpty() ? whole : null;
        }

        @Override
        public String fault(String text) {
            var whole = whole(text);
            return mustBe(type, whole == null ? "" : whole);
        }
    }

    /// Files are often sorted by time: the last answer is kept.
    final class OfDate implements Spelling {
        private final DateText dates;
        private final Reading reading;
        private final boolean isMoment;
        private final boolean past;
        private final Instant now;
        private final String today;
        private String lastText = "";
        private @Nullable String lastValue;

        OfDate(DateText dates, Reading reading, boolean isMoment, boolean past, Instant now) {
            this.dates = dates;
            this.reading = reading;
            this.isMoment = isMoment;
            this.past = past;
            this.now = now;
            this.today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        }

        @Override
        public @Nullable String of(String text) {
            if (!text.equals(lastText)) {
                lastValue = spelled(text);
                lastText = text;
            }
            return lastValue;
        }

        private @Nullable String spelled(String text) {
            var value = isMoment ? dates.moment(text) : dates.day(text);
            return value == null || isInFuture(value) ? null : value;
        }

        private boolean isInFuture(String value) {
            // The spelling sorts by time to the day.
            if (!past || value.substring(0, today.length()).compareTo(today) < 0) {
                return false;
            }
            return isMoment ? dates.moment().isAfter(now) : value.compareTo(today) > 0;
        }

        @Override
        public String fault(String text) {
            var value = isMoment ? dates.moment(text) : dates.day(text);
            if (value != null && isInFuture(value)) {
                return "lies in the future";
            }
            var forms = reading.dates().stream().map(form -> form.pattern()).toList();
            return "must be a %s of the years %d to %d, written as %s"
                    .formatted(
                            isMoment ? "moment" : "day",
                            FactType.MIN_YEAR,
                            FactType.MAX_YEAR,
                            String.join(" or ", forms));
        }
    }
}
