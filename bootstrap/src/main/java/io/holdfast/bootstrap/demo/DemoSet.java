package io.holdfast.bootstrap.demo;

import java.util.List;

/// Made-up rows for one contract, each with the probability that was rolled for it.
///
/// @param contract its name
/// @param header the line of column names
record DemoSet(String contract, String header, List<Row> rows) {

    /// @param line the row's line of the CSV
    /// @param probability of the label, as the process has it
    record Row(String line, double probability, boolean positive) {}

    DemoSet {
        rows = List.copyOf(rows);
    }

    String csv() {
        var csv = new StringBuilder(header).append('\n');
        rows.forEach(row -> csv.append(row.line()).append('\n'));
        return csv.toString();
    }
}
