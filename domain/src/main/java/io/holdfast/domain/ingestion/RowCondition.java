package io.holdfast.domain.ingestion;

import java.math.BigDecimal;
import java.util.List;

/// What one cell of a row must be for something to be done with the row. Cells are looked at
/// without surrounding white space.
///
/// @param column of the source
public record RowCondition(String column, Test test) {

    public sealed interface Test {
        record Is(List<String> texts) implements Test {
            public Is {
                texts = List.copyOf(texts);
            }
        }

        record IsNot(List<String> texts) implements Test {
            public IsNot {
                texts = List.copyOf(texts);
            }
        }

        record StartsWith(String prefix) implements Test {}

        record StartsNotWith(String prefix) implements Test {}

        record IsBlank() implements Test {}

        record IsNotBlank() implements Test {}

        /// By the sign of a plain decimal number. What is no number never has the sign, nor its
        /// opposite: a fact is then not made of the row, or a row not left out.
        record HasSign(Sign sign) implements Test {}
    }

    public enum Sign {
        POSITIVE,
        NEGATIVE,
        ZERO,
        NOT_POSITIVE,
        NOT_NEGATIVE
    }

    /// So that a number is read in a time that its sender cannot choose.
    private static final int MAX_NUMBER_LENGTH = 40;

    public RowCondition {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a condition names a column");
        }
    }

    /// @param cell stripped
    public boolean holds(String cell) {
        return switch (test) {
            case Test.Is(var texts) -> texts.contains(cell);
            case Test.IsNot(var texts) -> !texts.contains(cell);
            case Test.StartsWith(var prefix) -> cell.startsWith(prefix);
            case Test.StartsNotWith(var prefix) -> !cell.startsWith(prefix);
            case Test.IsBlank() -> cell.isEmpty();
            case Test.IsNotBlank() -> !cell.isEmpty();
            case Test.HasSign(var sign) -> hasSign(cell, sign);
        };
    }

    private static boolean hasSign(String cell, Sign sign) {
        int is;
        try {
            if (cell.isEmpty() || cell.length() > MAX_NUMBER_LENGTH) {
                return false;
            }
            is = new BigDecimal(cell).signum();
        } catch (NumberFormatException _) {
            return false;
        }
        return switch (sign) {
            case POSITIVE -> is > 0;
            case NEGATIVE -> is < 0;
            case ZERO -> is == 0;
            case NOT_POSITIVE -> is <= 0;
            case NOT_NEGATIVE -> is >= 0;
        };
    }
}
