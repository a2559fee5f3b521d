package io.holdfast.adapters.web;

import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads comma-separated text well enough for these tests.
final class SampleTableReader implements TableReader {

    @Override
    public Outcome read(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException _) {
            return new Outcome.Unreadable("is not UTF-8");
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.isBlank()) {
            return new Outcome.Unreadable("is empty");
        }
        var rows = new ArrayList<Table.Row>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        var all = (text.endsWith("\n") ? text : text + "\n").toCharArray();
        for (int i = 0; i < all.length; i++) {
            char c = all[i];
            if (quoted && c == '"' && i + 1 < all.length && all[i + 1] == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\n')) {
                cell.append(c);
            } else {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(new Table.Row(rows.size() + 1L, List.copyOf(cells)));
                    cells.clear();
                }
            }
        }
        if (quoted) {
            return new Outcome.Unreadable("has a quote that never ends");
        }
        return new Outcome.Opened(new Table(rows.getFirst().cells(), rows.subList(1, rows.size())));
    }
}
