package io.holdfast.bootstrap.ingestion;

import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import io.holdfast.domain.ingestion.quality.SourceReport.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reports of quality in words, for a terminal.
public final class QualityText {

    private static final int SHOWN_DIGITS = 4;

    private QualityText() {}

    /// One line: the score, every kind of fault that was found, and how old the data is.
    public static String summary(QualityReport report, Instant now) {
        var found =
                report.measures().stream()
                        .filter(measure -> measure.faults() > 0)
                        .map(measure ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %,d of %,d",
                                        measure.dimension().label(),
                                        measure.faults(),
                                        measure.checked()))
                        .collect(Collectors.joining(", "));
        return "quality %s: %s%s"
                .formatted(
                        score(report.score()),
                        found.isEmpty() ? "nothing wrong was found" : found,
                        newest(report.newest(), now));
    }

    /// Never rounded up: 1 says that nothing is wrong.
    public static String score(double score) {
        return BigDecimal.valueOf(score).setScale(SHOWN_DIGITS, RoundingMode.FLOOR).toPlainString();
    }

    private static String newest(Newest newest, Instant now) {
        return switch (newest) {
            case Newest.Unknown() -> "";
            case Newest.At at ->
                    String.format(
                            Locale.ROOT,
                            "; newest %s, %,d days old",
                            at.moment(),
                            at.age(now).toDays());
        };
    }

    /// One line: the latest score, when it was found, and how old the newest stored data is; where
    /// nothing was stored, what was looked at.
    public static String state(QualityQueries.SourceState state, Instant now) {
        var latest = state.latest().report();
        var origin = state.latest().origin();
        return "quality %s, looked at %s%s%s"
                .formatted(
                        score(latest.score()),
                        latest.at(),
                        newest(state.newest(), now),
                        origin instanceof Origin.Import ? "" : " (" + origin(origin) + ")");
    }

    public static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Import(var run) -> "import " + run;
            case Origin.Attempt(var run) -> "import " + run + ", nothing stored";
            case Origin.Validation(var contract) -> "checked by " + contract;
        };
    }

    /// A header, and a line for each field.
    public static List<String> fields(QualityReport report) {
        var header =
                "%-36s %12s %12s %10s %10s %10s"
                        .formatted("field", "values", "missing", "faulty", "sampled", "outliers");
        return Stream.concat(Stream.of(header), report.fields().stream().map(QualityText::field))
                .toList();
    }

    private static String field(FieldFigures figures) {
        return String.format(
                Locale.ROOT,
                "%-36s %,12d %,12d %,10d %,10d %,10d",
                figures.subject() + "." + figures.field(),
                figures.values(),
                figures.missing(),
                figures.faulty(),
                figures.sampled(),
                figures.outliers());
    }
}
