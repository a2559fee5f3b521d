package io.holdfast.bootstrap.scoring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of CSV as they are built: cells are quoted where RFC 4180 asks for it.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front: the files are
/// opened by people, and an id comes from whoever made it up. A plain number is none, negative or
/// not, so that numbers stay numbers and most ids themselves.
public final class CsvText {

    /// The last four are the wide forms, which some spreadsheets read alike.
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern PLAIN_NUMBER =
            Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?");

    private final StringBuilder text;

    public CsvText(int length) {
        text = new StringBuilder(length);
    }

    public CsvText cell(String text) {
        var cell = isFormula(text) ? "'" + text : text;
        if (needsQuotes(cell)) {
            separate().append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            separate().append(cell);
        }
        return this;
    }

    public CsvText cell(double cell) {
        separate().append(cell);
        return this;
    }

    public CsvText cell(long cell) {
        separate().append(cell);
        return this;
    }

    public CsvText end() {
        text.append('\n');
        return this;
    }

    public CsvText row(List<String> cells) {
        cells.forEach(this::cell);
        return end();
    }

    private StringBuilder separate() {
        int length = text.length();
        return length == 0 || text.charAt(length - 1) == '\n' ? text : text.append(',');
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty()
                && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0
                && !PLAIN_NUMBER.matcher(text).matches();
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

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
