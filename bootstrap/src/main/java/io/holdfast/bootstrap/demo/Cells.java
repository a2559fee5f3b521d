package io.holdfast.bootstrap.demo;

import java.util.Locale;

/// Numbers as the demonstration's files write them.
final class Cells {

    static final String BLANK = "";

    private Cells() {}

    static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String whole(double value) {
        return Long.toString(Math.round(value));
    }

    static String flag(boolean value) {
        return value ? "1" : "0";
    }

    static double round(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }
}
