package io.holdfast.domain.models;

import java.util.List;

/// A delimited text as it was read: a header and rows of cells. Rows may be ragged; a contract says
/// what is wrong with them. `line` is where the row begins in the text, from 1.
public record Table(List<String> header, List<Row> rows) {

    public record Row(long line, List<String> cells) {}

    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }
}
