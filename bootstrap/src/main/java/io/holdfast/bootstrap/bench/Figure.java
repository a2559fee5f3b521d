package io.holdfast.bootstrap.bench;

import java.util.Locale;

/// One line of the table.
///
/// @param target empty where there is none
public record Figure(String what, String value, String target, Met met) {

    /// Whether a figure reached its target.
    public enum Met {
        YES("met"),
        NO("missed"),
        NO_TARGET("");

        private final String word;

        Met(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Figure plain(String what, String value) {
        return new Figure(what, value, "", Met.NO_TARGET);
    }

    static Figure judged(String what, String value, String target, boolean met) {
        return new Figure(what, value, target, met ? Met.YES : Met.NO);
    }

    /// Written the same way everywhere.
    @SuppressWarnings("AnnotateFormatMethod") // The annotation is a library that we do without.
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
