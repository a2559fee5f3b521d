package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.QualityDimension;
import java.util.regex.Pattern;

/// What was wrong with a rejected value, as far as the value itself shows.
final class RejectedValue {

    /// In any of the spellings that sources use: `1.234,50`, `$90,000`.
    private static final Pattern NUMBER = Pattern.compile("[-+$€£ ]*\\d[\\d.,' ]*(e[-+]?\\d+)?");

    /// Such as `2031-02-01`, `1.2.2031` and `02/01/2031 10:30`.
    private static final Pattern DAY =
            Pattern.compile("\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}([T ].*)?");

    private RejectedValue() {}

    /// A number or a day that is spelled as one, and was refused by a rule about numbers, days or
    /// moments, lies out of range.
    static QualityDimension dimensionOf(Rejection rejection) {
        var value = rejection.value().strip();
        if (rejection.column().isEmpty()) {
            return QualityDimension.FIELD;
        }
        if (value.isEmpty()) {
            return QualityDimension.COMPLETENESS;
        }
        boolean measured = NUMBER.matcher(value).matches() || DAY.matcher(value).matches();
        return measured && !rejection.reason().contains("one of ")
                ? QualityDimension.RANGE
                : QualityDimension.FIELD;
    }
}
