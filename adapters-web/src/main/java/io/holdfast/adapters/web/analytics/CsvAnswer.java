package io.holdfast.adapters.web.analytics;

import io.holdfast.adapters.web.http.CsvWriter;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.Answer.Cell;

/// An answer as RFC 4180 has it: a header with the columns, a line for each row. What is unknown is
/// an empty cell without quotes; several texts stand in one cell with `; ` between.
final class CsvAnswer {

    static final String TYPE = "text/csv; charset=utf-8; header=present";

    private CsvAnswer() {}

    static byte[] of(Analysis analysis, Answer answer) {
        var text = new CsvWriter();
        analysis.columns().forEach(text::plain);
        text.end();
        for (var row : answer.rows()) {
            row.forEach(cell -> add(cell, text));
            text.end();
        }
        return text.bytes();
    }

    private static CsvWriter add(Cell cell, CsvWriter text) {
        return switch (cell) {
            case Cell.Text(var words) -> text.cell(words);
            case Cell.Texts(var words) -> text.cell(String.join("; ", words));
            case Cell.Figure(var figure) -> text.plain(figure.toPlainString());
            case Cell.Flag(var flag) -> text.plain(String.valueOf(flag));
            case Cell.Moment(var moment) -> text.plain(moment.toString());
            case Cell.Unknown() -> text.plain("");
        };
    }
}
