package io.holdfast.application.ingestion;

import io.holdfast.domain.customers.FactType;
import io.holdfast.domain.ingestion.DateForm;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dates and moments as a source writes them. Holds the parts of the text that was read last.
final class DateText {

    private static final DateForm.Part TWO_DIGITS = new DateForm.Part('x', 2, 2);
    private static final int MICROS_DIGITS = 6;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int SECONDS_PER_HOUR = 3600;

    private final List<List<DateForm.Part>> forms;
    private final ZoneId zone;
    private final boolean isUtc;

    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int micros;
    private boolean hasOffset;
    private int offsetSeconds;

    /// Where reading is, and what the last number was.
    private int at;

    private int number;

    DateText(List<DateForm> forms, ZoneId zone) {
        // An empty list of parts stands for ISO.
        this.forms =
                forms.stream()
                        .map(form -> form.isIso() ? List.<DateForm.Part>of() : form.parts())
                        .toList();
        this.zone = zone;
        this.isUtc = zone.normalized().equals(ZoneOffset.UTC);
    }

    /// `2026-03-01` in the zone; nothing where the text is no date.
    @Nullable String day(String text) {
        if (!read(text)) {
            return null;
        }
        if (!hasOffset || (isUtc && offsetSeconds == 0)) {
            return spelled(false);
        }
        return moment().atZone(zone).toLocalDate().toString();
    }

    /// `2026-03-01T12:00:00Z`; a date alone is its beginning in the zone. Nothing where the text is
    /// no moment.
    @Nullable String moment(String text) {
        if (!read(text)) {
            return null;
        }
        if (hasOffset ? offsetSeconds == 0 : isUtc) {
            return spelled(true);
        }
        var moment = moment();
        return moment.isBefore(FactType.FIRST) || !moment.isBefore(FactType.LAST)
                ? null
                : moment.toString();
    }

    /// Of the text that was read last.
    Instant moment() {
        var local =
                LocalDateTime.of(year, month, day, hour, minute, second)
                        .plus(micros, ChronoUnit.MICROS);
        return hasOffset
                ? local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds))
                : local.atZone(zone).toInstant();
    }

    private boolean read(String text) {
        for (var form : forms) {
            clear();
            boolean read = form.isEmpty() ? readIso(text) : readForm(text, form);
            if (read && at == text.length() && isSound()) {
                return true;
            }
        }
        return false;
    }

    private void clear() {
        at = 0;
        hour = 0;
        minute = 0;
        second = 0;
        micros = 0;
        hasOffset = false;
        offsetSeconds = 0;
    }

    private boolean readForm(String text, List<DateForm.Part> form) {
        for (var part : form) {
            if (part.max() == 0) {
                if (!readChar(text, part.letter())) {
                    return false;
                }
            } else if (!readNumber(text, part.min(), part.max())) {
                return false;
            } else {
                keep(part.letter());
            }
        }
        return true;
    }

    private void keep(char letter) {
        switch (letter) {
            case 'y' -> year = number;
            case 'M' -> month = number;
            case 'd' -> day = number;
            case 'H' -> hour = number;
            case 'm' -> minute = number;
            default -> second = number;
        }
    }

    private boolean readIso(String text) {
        if (!readNumber(text, 4, 4)) {
            return false;
        }
        year = number;
        if (!readChar(text, '-') || !readTwo(text)) {
            return false;
        }
        month = number;
        if (!readChar(text, '-') || !readTwo(text)) {
            return false;
        }
        day = number;
        return at == text.length()
                || ((readChar(text, 'T') || readChar(text, ' '))
                        && readTime(text)
                        && readOffset(text));
    }

    private boolean readTime(String text) {
        if (!readTwo(text)) {
            return false;
        }
        hour = number;
        if (!readChar(text, ':') || !readTwo(text)) {
            return false;
        }
        minute = number;
        if (!readChar(text, ':')) {
            return true;
        }
        if (!readTwo(text)) {
            return false;
        }
        second = number;
        return !readChar(text, '.') || readFraction(text);
    }

    /// Digits after the sixth say nothing here.
    private boolean readFraction(String text) {
        int digits = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            if (digits < MICROS_DIGITS) {
                micros = 10 * micros + (text.charAt(at) - '0');
            }
            digits++;
        }
        for (int i = digits; i < MICROS_DIGITS; i++) {
            micros *= 10;
        }
        return digits > 0;
    }

    /// Nothing, `Z`, `+02:00`, `+0200` or `+02`.
    private boolean readOffset(String text) {
        if (at == text.length()) {
            return true;
        }
        hasOffset = true;
        if (readChar(text, 'Z')) {
            return true;
        }
        boolean isWest = readChar(text, '-');
        if ((!isWest && !readChar(text, '+')) || !readTwo(text) || number > 18) {
            return false;
        }
        offsetSeconds = number * SECONDS_PER_HOUR;
        if (at < text.length()) {
            var _ = readChar(text, ':');
            if (!readTwo(text) || number > 59) {
                return false;
            }
            offsetSeconds += number * 60;
        }
        offsetSeconds = isWest ? -offsetSeconds : offsetSeconds;
        return Math.abs(offsetSeconds) <= 18 * SECONDS_PER_HOUR;
    }

    private boolean readTwo(String text) {
        return readNumber(text, TWO_DIGITS.min(), TWO_DIGITS.max());
    }

    private boolean readNumber(String text, int min, int max) {
        int begin = at;
        number = 0;
        while (at < text.length() && at - begin < max && isDigit(text.charAt(at))) {
            number = 10 * number + (text.charAt(at) - '0');
            at++;
        }
        return at - begin >= min;
    }

    private boolean readChar(String text, char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isSound() {
        return year >= FactType.MIN_YEAR
                && year <= FactType.MAX_YEAR
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysInMonth()
                && hour <= 23
                && minute <= 59
                && second <= 59;
    }

    private int daysInMonth() {
        boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && isLeap ? 29 : DAYS[month - 1];
    }

    private String spelled(boolean withTime) {
        var text = new char[withTime ? 27 : 10];
        put(text, 0, 4, year);
        text[4] = '-';
        put(text, 5, 2, month);
        text[7] = '-';
        put(text, 8, 2, day);
        if (!withTime) {
            return new String(text);
        }
        text[10] = 'T';
        put(text, 11, 2, hour);
        text[13] = ':';
        put(text, 14, 2, minute);
        text[16] = ':';
        put(text, 17, 2, second);
        int length = 19;
        if (micros > 0) {
            text[length] = '.';
            put(text, length + 1, MICROS_DIGITS, micros);
            length += 1 + MICROS_DIGITS;
        }
        text[length] = 'Z';
        return new String(text, 0, length + 1);
    }

    private static void put(char[] text, int from, int digits, int value) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
