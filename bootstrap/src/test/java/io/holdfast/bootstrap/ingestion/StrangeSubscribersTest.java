package io.holdfast.bootstrap.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.application.ingestion.quality.RecordQuality;
import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import io.holdfast.domain.ingestion.quality.SampleSubscribers;
import io.holdfast.domain.models.FieldValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The isolation forest over records as they are given to it.
class StrangeSubscribersTest {

    private RecordQuality.Findings judged(List<Map<String, FieldValue>> rows) {
        var quality =
                new RecordQuality(
                        SampleSubscribers.contract(), MlAdapter.anomalyDetector(), new Random(1));
        rows.forEach(quality::accept);
        return quality.findings(Instant.EPOCH);
    }

    @Test
    void finds_nothing_strange_among_clean_subscribers() {
        for (int seed = 0; seed < 4; seed++) {
            for (int count : new int[] {AnomalyDetector.MIN_ROWS, 1_000, 3_000}) {
                assertThat(judged(SampleSubscribers.clean(count, seed)).issues()).isEmpty();
            }
        }
    }

    /// Old, rich, long a customer and highly charged: each for itself happens.
    @Test
    void finds_a_subscriber_none_of_whose_figures_is_an_outlier() {
        var rows = SampleSubscribers.clean(1_000, 5);
        var strange = new LinkedHashMap<>(rows.get(123));
        strange.put("age", new FieldValue.Numeric(92));
        strange.put("income", new FieldValue.Numeric(220_000));
        strange.put("tenure_months", new FieldValue.Numeric(130));
        strange.put("monthly_charges", new FieldValue.Numeric(230));
        strange.put("total_charges", new FieldValue.Numeric(21_000));
        rows.set(123, strange);

        var findings = judged(rows);

        assertThat(findings.outliers())
                .isEqualTo(Map.of(RecordQuality.WHOLE_RECORD, List.of("C123")));
    }
}
