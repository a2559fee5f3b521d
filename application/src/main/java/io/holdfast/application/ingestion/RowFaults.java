package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.Rejection;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the row that is being read. Used again for every row.
final class RowFaults {

    private final List<Rejection> rejections = new ArrayList<>();
    private long line;

    void begin(long rowLine) {
        line = rowLine;
        rejections.clear();
    }

    void add(String column, String value, String reason) {
        var rejection = new Rejection(line, column, value, reason);
        // Several fields may be read from one cell.
        if (!rejections.contains(rejection)) {
            rejections.add(rejection);
        }
    }

    int count() {
        return rejections.size();
    }

    List<Rejection> list() {
        return List.copyOf(rejections);
    }
}
