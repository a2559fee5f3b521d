package io.holdfast.bootstrap.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.ingestion.quality.SourceReport.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QualityTextTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID RUN = new UUID(0, 7);

    private static QualityReport report(Newest newest, long faults) {
        return new QualityReport(
                NOON,
                10_000,
                faults,
                List.of(
                        new Measure(QualityDimension.FIELD, 10_000, 0),
                        new Measure(QualityDimension.RANGE, 10_000, faults)),
                List.of(new FieldFigures("orders", "total", 9_999, 1, 2, 4_000, 3)),
                newest);
    }

    @Test
    void tells_what_was_found_and_nothing_else() {
        var newest = new Newest.At(NOON.minus(Duration.ofDays(1_234)));

        assertThat(QualityText.summary(report(newest, 1_500), NOON))
                .isEqualTo(
                        "quality 0.8875: range 1,500 of 10,000; newest 2022-10-14T12:00:00Z, 1,234"
                                + " days old");
        assertThat(QualityText.summary(report(new Newest.Unknown(), 0), NOON))
                .isEqualTo("quality 1.0000: nothing wrong was found");
    }

    @Test
    void rounds_no_score_up() {
        assertThat(QualityText.score(0.99999)).isEqualTo("0.9999");
        assertThat(QualityText.score(0)).isEqualTo("0.0000");
        assertThat(QualityText.score(0.29)).isEqualTo("0.2900");
    }

    @Test
    void tells_the_state_of_a_source_and_where_a_report_is_from() {
        var latest =
                new SourceReport(
                        RUN, "shop", new Origin.Import(RUN), report(new Newest.Unknown(), 0));

        assertThat(
                        QualityText.state(
                                new QualityQueries.SourceState(latest, new Newest.At(NOON)), NOON))
                .isEqualTo(
                        "quality 1.0000, looked at 2026-03-01T12:00:00Z; newest"
                                + " 2026-03-01T12:00:00Z, 0 days old");
        var attempt =
                new SourceReport(
                        RUN, "shop", new Origin.Attempt(RUN), report(new Newest.Unknown(), 0));
        assertThat(
                        QualityText.state(
                                new QualityQueries.SourceState(attempt, new Newest.Unknown()),
                                NOON))
                .isEqualTo(
                        "quality 1.0000, looked at 2026-03-01T12:00:00Z (import %s, nothing stored)"
                                .formatted(RUN));
        assertThat(QualityText.origin(new Origin.Import(RUN))).isEqualTo("import " + RUN);
        assertThat(QualityText.origin(new Origin.Attempt(RUN)))
                .isEqualTo("import " + RUN + ", nothing stored");
        assertThat(QualityText.origin(new Origin.Validation("rfm"))).isEqualTo("checked by rfm");
    }

    @Test
    void has_a_line_for_each_field() {
        assertThat(QualityText.fields(report(new Newest.Unknown(), 0)))
                .hasSize(2)
                .last()
                .asString()
                .matches("orders\\.total +9,999 +1 +2 +4,000 +3");
    }
}
