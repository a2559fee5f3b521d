package io.holdfast.domain.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// @param rows each with a cell for every column of the analysis, in the order of the columns
/// @param asOf facts count that lie strictly before
/// @param freshness when the facts were read; later ones are not in the answer, whatever `asOf`
///   says
/// @param stale whether a fresher answer was due and could not be had
public record Answer(List<List<Cell>> rows, Instant asOf, Instant freshness, boolean stale) {

    public sealed interface Cell {
        record Text(String value) implements Cell {}

        record Texts(List<String> values) implements Cell {
            public Texts {
                values = List.copyOf(values);
            }
        }

        record Figure(BigDecimal value) implements Cell {}

        record Flag(boolean value) implements Cell {}

        record Moment(Instant value) implements Cell {}

        /// Nobody knows.
        record Unknown() implements Cell {}
    }

    public Answer {
        rows = rows.stream().map(List::copyOf).toList();
    }

    public static Answer of(List<List<Cell>> rows, Instant asOf, Instant freshness) {
        return new Answer(rows, asOf, freshness, false);
    }

    /// The same, with no more than `count` rows.
    public Answer first(int count) {
        return new Answer(rows.stream().limit(count).toList(), asOf, freshness, stale);
    }

    /// The same, said to be stale.
    public Answer asStale() {
        return new Answer(rows, asOf, freshness, true);
    }
}
