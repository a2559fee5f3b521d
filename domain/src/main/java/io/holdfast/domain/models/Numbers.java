package io.holdfast.domain.models;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/// Plain decimal numbers as people and CSV files write them.
final class Numbers {

    private static final int MAX_LENGTH = 64;

    private Numbers() {}

    /// Decimal or exponent notation only: `Double.parseDouble` alone would also take "NaN",
    /// "Infinity", "0x1p3" and "1d".
    static OptionalDouble parse(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_LENGTH || !isDecimal(stripped)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(stripped));
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Without exponent and trailing zeros.
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
