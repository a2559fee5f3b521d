package io.holdfast.adapters.web.ingestion;

import io.holdfast.adapters.web.http.Reply;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/// What was wrong with rejected rows, as CSV (RFC 4180) that is written while it is read.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front; a plain number
/// is none, negative or not.
record RejectedCells(UUID run, ImportQueries imports) implements Reply.Content {

    static final String TYPE = "text/csv; charset=utf-8";

    private static final String HEADER = "line,column,value,reason\r\n";
    private static final int PAGE = 1_000;

    /// The last four are the wide forms, which some spreadsheets read alike.
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern PLAIN_NUMBER =
            Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?");

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
        for (var mark = ImportQueries.Mark.START; ; ) {
            var page = imports.rejections(run, mark, PAGE);
            if (page.rejections().isEmpty()) {
                return;
            }
            var text = new StringBuilder();
            page.rejections().forEach(one -> append(text, one));
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            mark = page.last();
        }
    }

    private static void append(StringBuilder text, Rejection one) {
        text.append(one.line()).append(',');
        append(text, one.column()).append(',');
        append(text, one.value()).append(',');
        append(text, one.reason()).append("\r\n");
    }

    private static StringBuilder append(StringBuilder text, String value) {
        boolean isFormula =
                !value.isEmpty()
                        && BEGINS_A_FORMULA.indexOf(value.charAt(0)) >= 0
                        && !PLAIN_NUMBER.matcher(value).matches();
        return text.append('"')
                .append(isFormula ? "'" : "")
                .append(value.replace("\"", "\"\""))
                .append('"');
    }
}
