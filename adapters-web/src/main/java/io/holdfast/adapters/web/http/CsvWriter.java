package io.holdfast.adapters.web.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Lines of CSV (RFC 4180) as they are built: a cell that needs quotes has them, and so has an
/// empty text, which is not nothing.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front: the files are
/// opened by people, and texts come from whoever made them up. A plain number is none, negative or
/// not, so that numbers stay numbers and most ids themselves.
public final class CsvWriter {

    /// The last four are the wide forms, which some spreadsheets read alike.
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern PLAIN_NUMBER =
            Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?");

    private static final String NEEDS_QUOTES = ",\"\r\n";

    private final StringBuilder text = new StringBuilder();
    private boolean isLineBegun;

    /// A cell of any text.
    public CsvWriter cell(String words) {
        var safe = isFormula(words) ? "'" + words : words;
        boolean needsQuotes =
                safe.isEmpty() || safe.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0);
        return plain(needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    /// A cell as it is: a number, a moment, a name of ours, or nothing.
    public CsvWriter plain(String words) {
        if (isLineBegun) {
            text.append(',');
        }
        text.append(words);
        isLineBegun = true;
        return this;
    }

    public CsvWriter end() {
        text.append("\r\n");
        isLineBegun = false;
        return this;
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isFormula(String words) {
        return !words.isEmpty()
                && BEGINS_A_FORMULA.indexOf(words.charAt(0)) >= 0
                && !PLAIN_NUMBER.matcher(words).matches();
    }
}
