package io.holdfast.adapters.web.models.rollout;

import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.rollout.Ramp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A ramp as a body describes it. What is left out is as in `Ramp.standard`; what a ramp would not
/// bear is a fault of its field. To be made a ramp only after the check is done.
record RampFields(
        List<Double> steps,
        long dwellSeconds,
        int minPredictions,
        int minLabels,
        double margin,
        Guardrails guardrails,
        long deadlineSeconds) {

    private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();
    private static final int MAX_COUNT = 1_000_000_000;
    private static final double MAX_MARGIN = 10;
    private static final double MAX_RATIO = 1_000;
    private static final Ramp STANDARD = Ramp.standard();
    private static final String DEADLINE = "deadline_seconds";

    record Guardrails(
            double maxFailureRate,
            double maxLatencyRatio,
            int minLatencyPredictions,
            double maxCalibrationGap) {
        static Guardrails read(FieldCheck check) {
            var standard = STANDARD.guardrails();
            return new Guardrails(
                    check.number(
                            "max_failure_rate",
                            rate -> rate >= 0 && rate <= 1,
                            "must be between 0 and 1",
                            standard.maxFailureRate()),
                    check.number(
                            "max_latency_ratio",
                            ratio -> ratio >= 1 && ratio <= MAX_RATIO,
                            "must be between 1 and %.0f".formatted(MAX_RATIO),
                            standard.maxLatencyRatio()),
                    (int)
                            check.whole(
                                    "min_latency_predictions",
                                    1,
                                    MAX_COUNT,
                                    standard.minLatencyPredictions()),
                    check.number(
                            "max_calibration_gap",
                            gap -> gap > 0 && gap <= 1,
                            "must be above 0 and at most 1",
                            standard.maxCalibrationGap()));
        }
    }

    static RampFields read(FieldCheck check) {
        var fields =
                new RampFields(
                        steps(check),
                        check.whole("dwell_seconds", 1, MAX_SECONDS, STANDARD.dwell().toSeconds()),
                        (int)
                                check.whole(
                                        "min_predictions", 1, MAX_COUNT, STANDARD.minPredictions()),
                        (int)
                                check.whole(
                                        "min_labels",
                                        Ramp.LEAST_LABELS,
                                        MAX_COUNT,
                                        STANDARD.minLabels()),
                        check.number(
                                "margin",
                                margin -> margin >= 0 && margin <= MAX_MARGIN,
                                "must be between 0 and %.0f".formatted(MAX_MARGIN),
                                STANDARD.margin()),
                        check.nested("guardrails", Guardrails::read),
                        check.whole(DEADLINE, 1, MAX_SECONDS, STANDARD.deadline().toSeconds()));
        if (fields.deadlineSeconds() < fields.dwellSeconds()) {
            check.fault(DEADLINE, "must be at least as long as dwell_seconds");
        }
        return fields;
    }

    private static List<Double> steps(FieldCheck check) {
        var name = "steps";
        var standard = STANDARD.steps().stream().<FieldValue>map(FieldValue.Numeric::new).toList();
        var values = check.values(name, standard);
        if (values.isEmpty() || values.size() > Ramp.MAX_STEPS) {
            check.fault(name, "must have 1 to %d shares".formatted(Ramp.MAX_STEPS));
            return List.of();
        }
        var steps = new ArrayList<Double>();
        double before = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof FieldValue.Numeric(var step)
                    && step > before
                    && step <= 1) {
                steps.add(step);
                before = step;
            } else {
                check.fault(
                        name, String.valueOf(i), "must be a share above the one before, at most 1");
            }
        }
        if (!steps.isEmpty() && steps.getFirst() == 1) {
            check.fault(name, "0", "must leave somebody to the champion, or nothing is compared");
        }
        return steps;
    }

    Ramp toRamp() {
        return new Ramp(
                steps,
                Duration.ofSeconds(dwellSeconds),
                minPredictions,
                minLabels,
                margin,
                new Ramp.Guardrails(
                        guardrails.maxFailureRate(),
                        guardrails.maxLatencyRatio(),
                        guardrails.minLatencyPredictions(),
                        guardrails.maxCalibrationGap()),
                Duration.ofSeconds(deadlineSeconds));
    }
}
