package io.holdfast.domain.models;

/// Where a labelled table says when each of its rows was true. With it, models are judged by rows
/// that are later than all they learned from.
public sealed interface TimeColumn {

    record None() implements TimeColumn {}

    /// Cells are dates (`2026-03-01`, the day's beginning in UTC) or moments with an offset
    /// (`2026-03-01T12:00:00Z`), as ISO 8601 writes them.
    record Column(String name) implements TimeColumn {
        public Column {
            if (name.isBlank() || name.length() > 100) {
                throw new IllegalArgumentException("a column's name has 1 to 100 characters");
            }
        }
    }
}
