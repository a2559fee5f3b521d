package io.holdfast.domain.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// @param rows each with a cell for every column of the analysis, in the order of the columns
public record Answer(List<List<Cell>> rows) {

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
}
