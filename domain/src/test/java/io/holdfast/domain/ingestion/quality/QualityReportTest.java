package io.holdfast.domain.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityReportTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static QualityReport report(long records, long invalid, Measure... measures) {
        return new QualityReport(
                NOON, records, invalid, List.of(measures), List.of(), new Newest.Unknown());
    }

    /// 90 of 100 are valid: 0.9. The checks: 0.95, 0.80 and, by half, 0.60; their mean is (0.95 +
    /// 0.80 + 0.30) / 2.5 = 0.82. One half of either: 0.86.
    @Test
    void the_score_is_half_valid_records_and_half_checks() {
        var report =
                report(
                        100,
                        10,
                        new Measure(QualityDimension.RANGE, 100, 5),
                        new Measure(QualityDimension.CONSISTENCY, 50, 10),
                        new Measure(QualityDimension.ANOMALY, 10, 4));

        assertThat(report.score()).isCloseTo(0.86, within(1e-12));
    }

    @Test
    void the_score_ends_at_0_and_1() {
        assertThat(report(3, 3, new Measure(QualityDimension.FIELD, 3, 3)).score()).isZero();
        assertThat(report(3, 0, new Measure(QualityDimension.FIELD, 3, 0)).score()).isEqualTo(1);
        assertThat(report(3, 0).score()).as("nothing could be checked").isEqualTo(1);
        assertThat(report(0, 0).score()).as("nothing was there").isEqualTo(1);
    }

    @Test
    void refuses_counts_that_cannot_be() {
        assertThatThrownBy(() -> report(1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Measure(QualityDimension.FIELD, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Measure(QualityDimension.FIELD, 3, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void data_is_as_old_as_its_newest_moment_and_never_from_the_future() {
        var newest = new Newest.At(NOON);

        assertThat(newest.age(NOON.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(newest.age(NOON.minusSeconds(90))).isZero();
    }
}
