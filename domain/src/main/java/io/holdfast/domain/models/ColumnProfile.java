package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;

/// One column of the table that a contract is proposed from: what was found in it, and what the
/// proposal makes of it.
///
/// @param rows of the table
/// @param blanks cells that are empty or white space
/// @param distinct different texts among the other cells
public record ColumnProfile(String name, Use use, int rows, int blanks, int distinct) {

    public sealed interface Use {
        record Identifier() implements Use {}

        record Label() implements Use {}

        /// @param min the smallest and `max` the largest number found
        /// @param whole whether every number is written without a fraction
        record Numeric(double min, double max, boolean whole) implements Use {}

        /// Yes or no, in one of the spellings that `Feature.Flag` reads.
        record Flag() implements Use {}

        /// @param categories the most frequent first
        record Category(List<String> categories) implements Use {
            public Category {
                categories = List.copyOf(categories);
            }
        }

        /// Not a feature; the reason is for people.
        record LeftOut(String reason) implements Use {}
    }

    /// Between 0 and 1.
    public double blankShare() {
        return rows == 0 ? 0 : (double) blanks / rows;
    }

    /// The feature that this column is proposed as. Where a cell is blank, a missing value is one
    /// that the model may see; where none is, it is refused. A number that is nowhere negative has
    /// 0 for its lower bound; there is no other bound, since tomorrow's customer may be larger than
    /// all of today's.
    Optional<Feature> feature() {
        Feature.Missing missing =
                blanks > 0 ? new Feature.Missing.Unknown() : new Feature.Missing.Refused();
        return switch (use) {
            case Use.Numeric(var min, var _, var whole) ->
                    Optional.of(
                            new Feature.Numeric(
                                    name,
                                    "",
                                    min >= 0 ? 0 : -Double.MAX_VALUE,
                                    Double.MAX_VALUE,
                                    whole,
                                    missing,
                                    missing));
            case Use.Flag() -> Optional.of(new Feature.Flag(name, missing, missing));
            case Use.Category(var categories) ->
                    Optional.of(new Feature.Categorical(name, categories, missing, missing));
            case Use.Identifier(), Use.Label(), Use.LeftOut(var _) -> Optional.empty();
        };
    }
}
