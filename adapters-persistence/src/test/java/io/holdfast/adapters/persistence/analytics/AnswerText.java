package io.holdfast.adapters.persistence.analytics;

import io.holdfast.domain.analytics.Answer.Cell;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of answers as text that tests compare.
final class AnswerText {

    private AnswerText() {}

    static String of(List<Cell> row) {
        return row.stream().map(AnswerText::of).collect(Collectors.joining(","));
    }

    private static String of(Cell cell) {
        return switch (cell) {
            case Cell.Text(var text) -> text;
            case Cell.Texts(var texts) -> String.join("|", texts);
            case Cell.Figure(var figure) -> figure.toPlainString();
            case Cell.Flag(var flag) -> String.valueOf(flag);
            case Cell.Moment(var moment) -> moment.toString();
            case Cell.Unknown _ -> "";
        };
    }
}
