package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the cells of one column are, found in one pass; then what the column may be used as.
final class ColumnFacts {

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

    private final String name;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> lowered = new HashSet<>();
    private final List<String> frequent;
    private final int distinct;
    private int rows;
    private int blanks;
    private int numbers;
    private int dates;
    private int longest;
    private long words;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean whole = true;
    private boolean controls;
    private boolean ascending = true;
    private double last = Double.NaN;
    private String noNumber = "";

    /// @param cells stripped of surrounding white space
    ColumnFacts(String name, Iterable<String> cells) {
        this.name = name;
        for (var cell : cells) {
            rows++;
            if (cell.isEmpty()) {
                blanks++;
                ascending = false;
            } else {
                see(cell);
            }
        }
        distinct = counts.size();
        frequent =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(MAX_CATEGORIES)
                        .map(Map.Entry::getKey)
                        .toList();
        counts.clear();
    }

    private void see(String cell) {
        boolean first = counts.merge(cell, 1, Integer::sum) == 1;
        if (first) {
            longest = Math.max(longest, cell.length());
            controls |= cell.chars().anyMatch(Character::isISOControl);
            if (lowered.size() <= YES.size() + NO.size()) {
                lowered.add(cell.toLowerCase(Locale.ROOT));
            }
        }
        var number = Numbers.parse(cell);
        if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
            // Adding 0 makes a plain zero of -0.
            seeNumber(cell, number.getAsDouble() + 0.0);
        } else {
            noNumber = noNumber.isEmpty() ? cell : noNumber;
            ascending = false;
            dates += DATE.matcher(cell).matches() ? 1 : 0;
            words += cell.chars().filter(Character::isWhitespace).count() + 1;
        }
    }

    private void seeNumber(String cell, double number) {
        numbers++;
        min = Math.min(min, number);
        max = Math.max(max, number);
        boolean isWhole = cell.chars().allMatch(c -> c == '-' || c == '+' || Character.isDigit(c));
        whole &= isWhole;
        ascending &= isWhole && (Double.isNaN(last) || number > last);
        last = number;
    }

    String name() {
        return name;
    }

    int rows() {
        return rows;
    }

    int blanks() {
        return blanks;
    }

    int distinct() {
        return distinct;
    }

    int longest() {
        return longest;
    }

    /// The most frequent texts first, at most `MAX_CATEGORIES`.
    List<String> frequent() {
        return frequent;
    }

    boolean isNumber() {
        return numbers == rows - blanks && numbers > 0;
    }

    boolean hasControls() {
        return controls;
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
            return leftOut("constant: always " + Violation.extract(frequent.getFirst()));
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
        return distinct == 2
                && lowered.size() == 2
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
