package io.holdfast.adapters.web.analytics;

import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.Answer.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An answer as RFC 4180 has it: a header with the columns, a line for each row. What is unknown is
/// an empty cell without quotes; several texts stand in one cell with `; ` between.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, since the files
/// are opened by people, and ids and names come from whoever made them up.
final class CsvAnswer {

    static final String TYPE = "text/csv; charset=utf-8; header=present";

    /// The last four are the wide forms, which some spreadsheets read alike.
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String NEEDS_QUOTES = ",\"\r\n";
    private static final String END = "\r\n";

    private CsvAnswer() {}

    static byte[] of(Analysis analysis, Answer answer) {
        var text = new StringBuilder(String.join(",", analysis.columns())).append(END);
        for (var row : answer.rows()) {
            add(row, text);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(List<Cell> row, StringBuilder text) {
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(
                    switch (row.get(i)) {
                        case Cell.Text(var words) -> quoted(words);
                        case Cell.Texts(var words) -> quoted(String.join("; ", words));
                        case Cell.Figure(var figure) -> figure.toPlainString();
                        case Cell.Flag(var flag) -> String.valueOf(flag);
                        case Cell.Moment(var moment) -> moment.toString();
                        case Cell.Unknown() -> "";
                    });
        }
        text.append(END);
    }

    private static String quoted(String words) {
        var safe = isFormula(words) ? "'" + words : words;
        boolean needsQuotes =
                safe.isEmpty() || safe.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0);
        return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean isFormula(String words) {
        return !words.isEmpty() && BEGINS_A_FORMULA.indexOf(words.charAt(0)) >= 0;
    }
}
