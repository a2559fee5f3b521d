package io.holdfast.domain.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// A labelled table built column by column, for tests. It begins with `customer_id` and ends with
/// `Churn`, of which every third row says yes.
final class SampleColumns {

    private final Map<String, IntFunction<String>> columns = new LinkedHashMap<>();

    static SampleColumns labelled() {
        return new SampleColumns()
                .with("customer_id", i -> "c" + i)
                .with("Churn", i -> i % 3 == 0 ? "Yes" : "No");
    }

    /// With a number that tells nothing.
    static SampleColumns usable() {
        return labelled().with("tenure", i -> String.valueOf(i * 7 % 13));
    }

    /// Adds the column, or replaces the one of that name.
    ///
    /// @param cell the text in a row; rows count from 0
    SampleColumns with(String name, IntFunction<String> cell) {
        columns.put(name, cell);
        return this;
    }

    SampleColumns without(String name) {
        columns.remove(name);
        return this;
    }

    Table table(int rows) {
        var table = new ArrayList<Table.Row>();
        for (int i = 0; i < rows; i++) {
            int row = i;
            table.add(
                    new Table.Row(
                            i + 2L,
                            columns.values().stream().map(cell -> cell.apply(row)).toList()));
        }
        return new Table(List.copyOf(columns.keySet()), table);
    }
}
