package io.holdfast.application.models;

import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads lines and splits them at commas; no quotes, and no blank lines either.
public final class CommaReader implements TableReader {

    @Override
    public Outcome read(byte[] content) {
        var lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty()) {
            return new Outcome.Unreadable("the file is empty");
        }
        var rows = new ArrayList<Table.Row>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(new Table.Row(i + 1L, cells(lines.get(i))));
        }
        return new Outcome.Opened(new Table(cells(lines.getFirst()), rows));
    }

    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }
}
