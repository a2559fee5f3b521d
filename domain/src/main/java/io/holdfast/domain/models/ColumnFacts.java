package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the cells of one column are, found in one pass; then what the column may be used as.
///
/// @param frequent the most frequent texts first, at most `MAX_CATEGORIES`
/// @param longest characters of the longest text
/// @param words in all cells that are no numbers
/// @param ascending whether every cell is a whole number above the one before
/// @param noNumber the first text that is none, or empty
record ColumnFacts(
        String name,
        int rows,
        int blanks,
        int distinct,
        List<String> frequent,
        int longest,
        int numbers,
        int dates,
        long words,
        double min,
        double max,
        boolean whole,
        boolean ascending,
        boolean controls,
        String noNumber) {

    /// Categories of one column; a column with more is left out.
    static final int MAX_CATEGORIES = 50;

    /// Characters of one category; a longer text is no name of a group.
    static final int MAX_CATEGORY_LENGTH = 100;

    private static final Set<String> YES = Set.of("1", "true", "yes");
    private static final Set<String> NO = Set.of("0", "false", "no");

    /// Above this share of numbers, what is no number is taken for a slip.
    private static final double MOSTLY = 0.9;

    private static final int WORDS_OF_A_SENTENCE = 4;

    /// Days in the usual orders and separators, with or without a time of day, and times alone.
    private static final Pattern DATE =
            Pattern.compile(
                    "\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}([T ].{1,20})?"
                            + "|\\d{1,2}([-/.])\\d{1,2}\\3(\\d{4}|\\d{2})( .{1,20})?"
                            + "|\\d{1,2}:\\d{2}(:\\d{2})?");

    /// @param cells stripped of surrounding white space
    static ColumnFacts of(String name, List<String> cells) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var cell : cells) {
            if (!cell.isEmpty()) {
                counts.merge(cell, 1, Integer::sum);
            }
        }
        var texts = counts.keySet();
        int numbers = 0;
        int dates = 0;
        long words = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        var noNumber = "";
        for (var entry : counts.entrySet()) {
            var text = entry.getKey();
            int times = entry.getValue();
            var number = Numbers.parse(text);
            if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
                numbers += times;
                // Adding 0 makes a plain zero of -0.
                min = Math.min(min, number.getAsDouble() + 0.0);
                max = Math.max(max, number.getAsDouble() + 0.0);
            } else {
                noNumber = noNumber.isEmpty() ? text : noNumber;
                dates += DATE.matcher(text).matches() ? times : 0;
                words += times * (text.chars().filter(Character::isWhitespace).count() + 1);
            }
        }
        int present = counts.values().stream().mapToInt(Integer::intValue).sum();
        boolean whole = texts.stream().allMatch(ColumnFacts::isWhole);
        return new ColumnFacts(
                name,
                cells.size(),
                cells.size() - present,
                counts.size(),
                frequent(counts),
                texts.stream().mapToInt(String::length).max().orElse(0),
                numbers,
                dates,
                words,
                min,
                max,
                whole,
                present == cells.size() && numbers == present && whole && isAscending(cells),
                texts.stream().anyMatch(t -> t.chars().anyMatch(Character::isISOControl)),
                noNumber);
    }

    private static List<String> frequent(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_CATEGORIES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isWhole(String text) {
        return text.chars().allMatch(c -> c == '-' || c == '+' || (c >= '0' && c <= '9'));
    }

    private static boolean isAscending(List<String> numbers) {
        double last = Double.NEGATIVE_INFINITY;
        for (var text : numbers) {
            double number = Double.parseDouble(text);
            if (number <= last) {
                return false;
            }
            last = number;
        }
        return true;
    }

    boolean isNumber() {
        return numbers == rows - blanks && numbers > 0;
    }

    /// Every row has its own text or whole number, fit to name an entity.
    boolean tellsRowsApart() {
        return blanks == 0 && distinct == rows && (!isNumber() || whole);
    }

    ColumnProfile as(ColumnProfile.Use use) {
        return new ColumnProfile(name, use, rows, blanks, distinct);
    }

    /// As a feature, or left out with the reason.
    ColumnProfile asFeature() {
        return as(use());
    }

    private ColumnProfile.Use use() {
        int present = rows - blanks;
        if (name.isBlank() || name.length() > FeatureContract.MAX_COLUMN_LENGTH) {
            return leftOut(
                    "a feature's name has 1 to %d characters"
                            .formatted(FeatureContract.MAX_COLUMN_LENGTH));
        }
        if (present == 0) {
            return leftOut("every cell is blank");
        }
        if (distinct == 1) {
            return leftOut(
                    (blanks == 0 ? "constant: always " : "constant beside blank cells: always ")
                            + Violation.extract(frequent.getFirst()));
        }
        if (isFlag()) {
            return new ColumnProfile.Use.Flag();
        }
        if (isNumber()) {
            return asNumber();
        }
        if (dates == present) {
            return leftOut("dates or times: turn them into a number, such as days since");
        }
        return asText(present);
    }

    private boolean isFlag() {
        var lowered = frequent.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        return distinct == 2
                && lowered.stream().anyMatch(YES::contains)
                && lowered.stream().anyMatch(NO::contains);
    }

    private ColumnProfile.Use asNumber() {
        // With gaps: rows may have been taken out of a longer table.
        if (ascending && max - min < 2.0 * rows) {
            return leftOut("counts the rows");
        }
        if (tellsRowsApart() && IdentifierGuess.looksLikeOne(name)) {
            return leftOut("looks like a second identifier");
        }
        return new ColumnProfile.Use.Numeric(min, max, whole);
    }

    private ColumnProfile.Use asText(int present) {
        if (numbers >= MOSTLY * present && numbers < present) {
            return leftOut(
                    "%,d of %,d values are numbers and %s is not: write such cells as blank"
                            .formatted(numbers, present, Violation.extract(noNumber)));
        }
        if (distinct == present) {
            return leftOut("unique text: no value stands twice");
        }
        if (distinct <= MAX_CATEGORIES && longest <= MAX_CATEGORY_LENGTH) {
            return new ColumnProfile.Use.Category(frequent);
        }
        if (longest > MAX_CATEGORY_LENGTH || words >= (long) WORDS_OF_A_SENTENCE * present) {
            return leftOut("free text");
        }
        return leftOut(
                "%,d categories, at most %d can be told apart: group them"
                        .formatted(distinct, MAX_CATEGORIES));
    }

    private static ColumnProfile.Use leftOut(String reason) {
        return new ColumnProfile.Use.LeftOut(reason);
    }
}
