package io.holdfast.application.ingestion;

import io.holdfast.application.ingestion.quality.FactQuality.FaultyField;
import io.holdfast.domain.ingestion.Rejection;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the row that is being read. Used again for every row.
final class RowFaults {

    private final List<Rejection> rejections = new ArrayList<>();
    private final List<FaultyField> fields = new ArrayList<>();
    private long line;
    private int count;

    void begin(long rowLine) {
        line = rowLine;
        rejections.clear();
        fields.clear();
        count = 0;
    }

    void add(String column, String value, String reason) {
        var rejection = new Rejection(line, column, value, reason);
        count++;
        // Several fields may be read from one cell.
        if (!rejections.contains(rejection)) {
            rejections.add(rejection);
        }
    }

    /// What the faults that were added are about.
    void addField(FaultyField field) {
        fields.add(field);
    }

    /// With those that several fields have in common.
    int count() {
        return count;
    }

    List<Rejection> list() {
        return List.copyOf(rejections);
    }

    List<FaultyField> fields() {
        return List.copyOf(fields);
    }
}
