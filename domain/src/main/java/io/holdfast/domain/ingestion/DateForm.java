package io.holdfast.domain.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How dates are written.
///
/// @param pattern `iso`, or a pattern of `yyyy`, `MM` or `M`, `dd` or `d`, `HH` or `H`, `mm` and
///   `ss` with other characters between them, which are no letters. A doubled letter stands for
///   exactly two digits, a single one for one or two. `iso` is `2026-03-01`, with or without a time
///   after a `T` or a space, with or without seconds, fractions and an offset
public record DateForm(String pattern) {

    private static final String ISO = "iso";
    private static final int MAX_LENGTH = 40;

    /// @param letter `y`, `M`, `d`, `H`, `m` or `s`; else what stands there itself
    /// @param min digits at least; 0 for a character that stands there itself
    public record Part(char letter, int min, int max) {}

    private static final Set<String> DIGITS =
            Set.of("yyyy", "MM", "M", "dd", "d", "HH", "H", "mm", "ss");

    public DateForm {
        if (!pattern.equals(ISO)) {
            check(pattern);
        }
    }

    public static DateForm iso() {
        return new DateForm(ISO);
    }

    public boolean isIso() {
        return pattern.equals(ISO);
    }

    /// Of a pattern that is not `iso`.
    public List<Part> parts() {
        return split(pattern);
    }

    private static List<Part> split(String pattern) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < pattern.length(); ) {
            char letter = pattern.charAt(i);
            int end = i + 1;
            while (Character.isLetter(letter)
                    && end < pattern.length()
                    && pattern.charAt(end) == letter) {
                end++;
            }
            if (!Character.isLetter(letter)) {
                parts.add(new Part(letter, 0, 0));
            } else if (DIGITS.contains(pattern.substring(i, end))) {
                int digits = end - i;
                parts.add(new Part(letter, digits, Math.max(2, digits)));
            } else {
                throw new IllegalArgumentException(
                        "a date has no " + pattern.substring(i, end) + ": " + pattern);
            }
            i = end;
        }
        return List.copyOf(parts);
    }

    private static void check(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a date is written shorter");
        }
        var letters = new StringBuilder();
        for (var part : split(pattern)) {
            if (part.max() > 0) {
                if (letters.indexOf(String.valueOf(part.letter())) >= 0) {
                    throw new IllegalArgumentException("a date says everything once: " + pattern);
                }
                letters.append(part.letter());
            }
        }
        for (var needed : List.of("y", "M", "d")) {
            if (letters.indexOf(needed) < 0) {
                throw new IllegalArgumentException(
                        "a date has a year, a month and a day (yyyy, MM, dd): " + pattern);
            }
        }
    }
}
