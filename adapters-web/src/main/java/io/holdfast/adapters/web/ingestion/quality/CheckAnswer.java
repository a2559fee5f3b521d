package io.holdfast.adapters.web.ingestion.quality;

import io.holdfast.domain.ingestion.quality.QualityReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one kind of check found.
record CheckAnswer(long checked, long faults, double score) {

    private static final int DIGITS = 4;

    /// By the kind's name; what could not be checked is left out.
    static Map<String, CheckAnswer> all(QualityReport report) {
        var checks = new LinkedHashMap<String, CheckAnswer>();
        for (var measure : report.measures()) {
            checks.put(
                    measure.dimension().label(),
                    new CheckAnswer(measure.checked(), measure.faults(), shown(measure.score())));
        }
        return checks;
    }

    /// Four decimals, never rounded up: 1 says that nothing is wrong.
    static double shown(double score) {
        return BigDecimal.valueOf(score).setScale(DIGITS, RoundingMode.FLOOR).doubleValue();
    }
}
