package io.holdfast.domain.ingestion;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// How a text of the source becomes the value of a field, in this order: surrounding white space
/// goes, `spaces`, `blank`, `words`, `letters`, `lookup`, and at last the spelling of the field's
/// type, by `dates` and `zone` or `numbers` and `sign`.
///
/// @param blank texts that mean nothing is known, beside the empty one
/// @param words what stands for what; compared as written
/// @param others what becomes of a text that is none of `words`, where there are any
/// @param dates forms of dates and moments, tried in this order; see `DateForm`
/// @param zone of moments that do not say theirs
public record Reading(
        Spaces spaces,
        List<String> blank,
        Map<String, String> words,
        Others others,
        Letters letters,
        Lookup lookup,
        List<DateForm> dates,
        ZoneId zone,
        Numbers numbers,
        Sign sign) {

    public enum Spaces {
        KEPT,
        /// One space for every run of white space.
        COLLAPSED
    }

    public enum Letters {
        KEPT,
        LOWER,
        UPPER
    }

    /// What becomes of a text that is not among those known.
    public enum Others {
        /// The row is at fault.
        REFUSED,
        /// It stands as it is.
        KEPT,
        /// Nothing is known.
        BLANK
    }

    public enum Numbers {
        /// Digits, with a point before decimals.
        PLAIN,
        /// `$1,234.50`: a point before decimals, separated thousands, a currency sign.
        POINT,
        /// `1.234,50 €`: a comma before decimals, separated thousands, a currency sign.
        COMMA
    }

    public enum Sign {
        KEPT,
        NEGATED,
        ABSOLUTE
    }

    /// What the text is replaced by.
    public sealed interface Lookup {
        record None() implements Lookup {}

        /// The field of the record that has the text for its id, among the stored records of a
        /// collection: what another file of the same source brought.
        record InRecords(String collection, String field, Others others) implements Lookup {}
    }

    public static final int MAX_WORDS = 1_000;
    public static final int MAX_DATES = 10;

    public Reading {
        blank = List.copyOf(blank);
        words = Map.copyOf(words);
        dates = List.copyOf(dates);
        if (words.size() > MAX_WORDS || blank.size() > MAX_WORDS) {
            throw new IllegalArgumentException("at most " + MAX_WORDS + " words");
        }
        if (dates.isEmpty() || dates.size() > MAX_DATES) {
            throw new IllegalArgumentException("1 to " + MAX_DATES + " forms of dates");
        }
    }

    /// Of a column that says what it means in the plainest form.
    public static Reading plain() {
        return new Reading(
                Spaces.KEPT,
                List.of(),
                Map.of(),
                Others.KEPT,
                Letters.KEPT,
                new Lookup.None(),
                List.of(DateForm.iso()),
                ZoneOffset.UTC,
                Numbers.PLAIN,
                Sign.KEPT);
    }
}
