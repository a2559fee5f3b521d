package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.Reading.Numbers;
import io.holdfast.domain.ingestion.Reading.Sign;
import org.jspecify.annotations.Nullable;

/// Numbers as a source writes them, in plain digits with a point.
final class NumberText {

    private static final int MAX_LENGTH = 40;
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char NARROW_SPACE = '\u202f';
    private static final char MINUS_SIGN = '\u2212';
    private static final int GROUP = 3;

    private final Numbers style;
    private final Sign sign;
    private final char[] digits = new char[MAX_LENGTH];

    NumberText(Numbers style, Sign sign) {
        this.style = style;
        this.sign = sign;
    }

    /// Nothing where it is no number.
    @Nullable String plain(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        if (isUnsigned(text)) {
            return sign == Sign.NEGATED && !isZero(text) ? "-" + text : text;
        }
        int from = 0;
        int to = text.length();
        boolean negative = false;
        boolean signed = false;
        while (from < to) {
            char c = text.charAt(from);
            if (!signed && (c == '-' || c == MINUS_SIGN || c == '+')) {
                signed = true;
                negative = c != '+';
            } else if (style == Numbers.PLAIN || !isOrnament(c)) {
                break;
            }
            from++;
        }
        while (style != Numbers.PLAIN && to > from && isOrnament(text.charAt(to - 1))) {
            to--;
        }
        int length = style == Numbers.PLAIN ? copy(text, from, to) : ungroup(text, from, to);
        if (length == 0) {
            return null;
        }
        var plain = new String(digits, 0, length);
        boolean minus = sign != Sign.ABSOLUTE && (negative != (sign == Sign.NEGATED));
        return minus && !isZero(plain) ? "-" + plain : plain;
    }

    /// Digits, and one point among them unless it separates thousands in this style.
    private boolean isUnsigned(String text) {
        boolean point = style == Numbers.COMMA;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > 0 && i < text.length() - 1) {
                point = true;
            } else if (!isDigit(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isZero(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) != '0' && plain.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOrnament(char c) {
        return isSpace(c) || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == NO_BREAK_SPACE || c == NARROW_SPACE || c == '\t';
    }

    private int copy(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && c != '.') {
                return 0;
            }
            digits[i - from] = c;
        }
        return isWhole(to - from) ? to - from : 0;
    }

    /// Takes out what separates thousands: always the same, and always before three digits.
    private int ungroup(String text, int from, int to) {
        char decimal = style == Numbers.POINT ? '.' : ',';
        char thousands = style == Numbers.POINT ? ',' : '.';
        char separator = 0;
        int inGroup = 0;
        int length = 0;
        boolean decimals = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits[length++] = c;
                inGroup++;
            } else if (c == decimal && !decimals) {
                if (separator != 0 && inGroup != GROUP) {
                    return 0;
                }
                decimals = true;
                digits[length++] = '.';
            } else if (!decimals && (c == thousands || c == '\'' || c == '’' || isSpace(c))) {
                boolean fits = separator == 0 ? inGroup >= 1 && inGroup <= GROUP : inGroup == GROUP;
                if (!fits || (separator != 0 && separator != c)) {
                    return 0;
                }
                separator = c;
                inGroup = 0;
            } else {
                return 0;
            }
        }
        if (!decimals && separator != 0 && inGroup != GROUP) {
            return 0;
        }
        return isWhole(length) ? length : 0;
    }

    /// At least a digit, at most a point.
    private boolean isWhole(int length) {
        int points = 0;
        for (int i = 0; i < length; i++) {
            points += digits[i] == '.' ? 1 : 0;
        }
        return points <= 1 && length > points;
    }
}
