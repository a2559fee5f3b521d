package io.holdfast.bootstrap.scoring;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Lines of CSV as they are built: cells are quoted where RFC 4180 asks for it.
final class CsvText {

    private final StringBuilder text;

    CsvText(int length) {
        text = new StringBuilder(length);
    }

    CsvText cell(String cell) {
        if (needsQuotes(cell)) {
            separate().append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            separate().append(cell);
        }
        return this;
    }

    CsvText cell(double cell) {
        separate().append(cell);
        return this;
    }

    CsvText cell(long cell) {
        separate().append(cell);
        return this;
    }

    CsvText end() {
        text.append('\n');
        return this;
    }

    CsvText row(List<String> cells) {
        cells.forEach(this::cell);
        return end();
    }

    private StringBuilder separate() {
        int length = text.length();
        return length == 0 || text.charAt(length - 1) == '\n' ? text : text.append(',');
    }

    private static boolean needsQuotes(String cell) {
        if (cell.isEmpty()) {
            // Or a line of one empty cell would be a blank line.
            return true;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
