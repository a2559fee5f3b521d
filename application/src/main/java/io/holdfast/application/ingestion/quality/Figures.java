package io.holdfast.application.ingestion.quality;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as they are read and shown.
final class Figures {

    private static final MathContext SHOWN = new MathContext(6);
    private static final int MAX_DIGITS = 18;
    private static final double[] TENS = tens();

    private Figures() {}

    private static double[] tens() {
        var tens = new double[MAX_DIGITS + 1];
        tens[0] = 1;
        for (int i = 1; i < tens.length; i++) {
            tens[i] = 10 * tens[i - 1];
        }
        return tens;
    }

    /// Six digits at most, without exponent and trailing zeros.
    static String plain(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString()
                : "unknown";
    }

    /// A number in the spelling of facts; millions are read, so that this makes nothing on the way.
    ///
    /// @return not a number where the text is none
    static double read(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        long digits = 0;
        int count = 0;
        int decimals = -1;
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (c == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return Double.NaN;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (count > MAX_DIGITS) {
            return Double.parseDouble(text);
        }
        double value = digits / TENS[Math.max(0, decimals)];
        return start == 1 ? -value : value;
    }
}
