package io.holdfast.application.ingestion.quality;

/// Moments in the spelling of facts, compared without being read. The years have four digits.
final class Moments {

    /// Up to the seconds; a fraction may follow, and then `Z`.
    private static final int SECONDS_LENGTH = "2026-03-01T12:00:00".length();

    private Moments() {}

    static boolean isBefore(String one, String other) {
        int order = one.compareTo(other);
        if (one.length() == other.length() || order == 0 || differEarly(one, other)) {
            return order < 0;
        }
        // The same second, with and without or with more of a fraction.
        return fraction(one).compareTo(fraction(other)) < 0;
    }

    private static boolean differEarly(String one, String other) {
        return one.length() < SECONDS_LENGTH || !one.regionMatches(0, other, 0, SECONDS_LENGTH);
    }

    private static String fraction(String moment) {
        return moment.substring(SECONDS_LENGTH, moment.length() - 1);
    }
}
