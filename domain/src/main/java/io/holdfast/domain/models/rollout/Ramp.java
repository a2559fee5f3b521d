package io.holdfast.domain.models.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a challenger's share grows by itself, what stops it, and what it has to prove before it
/// takes over.
///
/// @param steps shares in rising order, each above 0; reaching the end of the last one's time with
///   the proof promotes the challenger
/// @param dwell how long a share is kept at least
/// @param minPredictions the challenger must have answered since the ramp began, before a step
/// @param minLabels known outcomes that each side needs before it is promoted
/// @param margin in log loss (nats), by which the challenger must beat the champion
/// @param guardrails what takes it back at once
/// @param deadline after which it is taken back when it has not been promoted
public record Ramp(
        List<Double> steps,
        Duration dwell,
        int minPredictions,
        int minLabels,
        double margin,
        Guardrails guardrails,
        Duration deadline) {

    public static final int MAX_STEPS = 20;
    public static final int LEAST_LABELS = 30;

    /// How often a well calibrated challenger may be taken back for its calibration, over all
    /// looks.
    private static final ConfidenceSequence CALIBRATION = new ConfidenceSequence(0.05);

    /// @param maxFailureRate share of the challenger's requests that may fail, above the champion's
    /// @param maxLatencyRatio of the 95th percentiles, challenger to champion
    /// @param minLatencyPredictions on each side before latencies are compared
    /// @param maxCalibrationGap by which the challenger's mean probability may be further from the
    ///   share of positives than the champion's; what may be chance at any look does not count
    public record Guardrails(
            double maxFailureRate,
            double maxLatencyRatio,
            int minLatencyPredictions,
            double maxCalibrationGap) {
        public Guardrails {
            if (!(maxFailureRate >= 0 && maxFailureRate <= 1)) {
                throw new IllegalArgumentException("maxFailureRate: 0 to 1");
            }
            if (!(maxLatencyRatio >= 1)) {
                throw new IllegalArgumentException("maxLatencyRatio: at least 1");
            }
            if (minLatencyPredictions < 1) {
                throw new IllegalArgumentException("minLatencyPredictions: at least 1");
            }
            if (!(maxCalibrationGap > 0 && maxCalibrationGap <= 1)) {
                throw new IllegalArgumentException("maxCalibrationGap: above 0, at most 1");
            }
        }

        public static Guardrails standard() {
            return new Guardrails(0.01, 1.5, 200, 0.05);
        }
    }

    public sealed interface Decision {
        /// Not yet; `reason` says what is waited for.
        record Hold(String reason) implements Decision {}

        record Advance(int step) implements Decision {}

        record Promote(String reason) implements Decision {}

        record RollBack(String reason) implements Decision {}
    }

    public Ramp {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("steps: 1 to " + MAX_STEPS);
        }
        if (steps.getFirst() == 1) {
            throw new IllegalArgumentException(
                    "steps: the first leaves somebody to the champion, or nothing can be compared");
        }
        double before = 0;
        for (double step : steps) {
            if (!(step > before && step <= 1)) {
                throw new IllegalArgumentException("steps: must rise, above 0, at most 1");
            }
            before = step;
        }
        if (dwell.isNegative() || dwell.isZero()) {
            throw new IllegalArgumentException("dwell: above 0");
        }
        if (minPredictions < 1) {
            throw new IllegalArgumentException("minPredictions: at least 1");
        }
        if (minLabels < LEAST_LABELS) {
            throw new IllegalArgumentException("minLabels: at least " + LEAST_LABELS);
        }
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("margin: at least 0");
        }
        if (deadline.compareTo(dwell) < 0) {
            throw new IllegalArgumentException("deadline: at least as long as dwell");
        }
    }

    /// 5, 25 and 100 percent, each for an hour at least, within 30 days.
    public static Ramp standard() {
        return new Ramp(
                List.of(0.05, 0.25, 1.0),
                Duration.ofHours(1),
                100,
                LEAST_LABELS,
                0.0,
                Guardrails.standard(),
                Duration.ofDays(30));
    }

    /// Decides by the figures of both since the ramp began. At a share of 1 nobody new goes to the
    /// champion, so the proof is asked for before the last step where that step is 1.
    public Decision decide(
            Steering.Ramping now, ArmFigures champion, ArmFigures challenger, Instant at) {
        var tripped = tripped(champion, challenger);
        if (!tripped.isEmpty()) {
            return new Decision.RollBack(String.join("; ", tripped));
        }
        boolean last = now.step() == steps.size() - 1;
        boolean proofFirst = now.step() == steps.size() - 2 && steps.getLast() == 1.0 && !last;
        var waiting = waiting(now, challenger, at);
        if (!waiting.isEmpty()) {
            return late(now, at, String.join("; ", waiting));
        }
        if (!last && !proofFirst) {
            return new Decision.Advance(now.step() + 1);
        }
        var lacking = lacking(champion, challenger);
        if (!lacking.isEmpty()) {
            return late(now, at, String.join("; ", lacking));
        }
        return last
                ? new Decision.Promote(proof(champion, challenger))
                : new Decision.Advance(now.step() + 1);
    }

    private Decision late(Steering.Ramping now, Instant at, String reason) {
        return at.isBefore(now.startedAt().plus(deadline))
                ? new Decision.Hold(reason)
                : new Decision.RollBack("not promoted within " + deadline + ": " + reason);
    }

    private List<String> tripped(ArmFigures champion, ArmFigures challenger) {
        var reasons = new ArrayList<String>();
        double failures = challenger.failureRate() - champion.failureRate();
        if (challenger.failures() > 0 && failures > guardrails.maxFailureRate()) {
            reasons.add(
                    String.format(
                            Locale.ROOT,
                            "errors: it failed %.2f%% of its requests, the champion %.2f%%",
                            challenger.failureRate() * 100,
                            champion.failureRate() * 100));
        }
        boolean timed =
                Math.min(champion.predictions(), challenger.predictions())
                        >= guardrails.minLatencyPredictions();
        double allowed = champion.latencyMicros() * guardrails.maxLatencyRatio();
        if (timed && challenger.latencyMicros() > allowed) {
            reasons.add(
                    String.format(
                            Locale.ROOT,
                            "latency: its 95th percentile is %.0f us, the champion's %.0f us",
                            challenger.latencyMicros(),
                            champion.latencyMicros()));
        }
        double gap =
                CALIBRATION.surelyOff(challenger.labelled()) - champion.labelled().calibrationGap();
        if (isLabelled(champion, challenger) && gap > guardrails.maxCalibrationGap()) {
            reasons.add(
                    String.format(
                            Locale.ROOT,
                            "calibration: its mean probability is %.3f off the outcomes, the champion's %.3f",
                            challenger.labelled().calibrationGap(),
                            champion.labelled().calibrationGap()));
        }
        return reasons;
    }

    private boolean isLabelled(ArmFigures champion, ArmFigures challenger) {
        return Math.min(champion.labelled().count(), challenger.labelled().count()) >= minLabels;
    }

    private List<String> waiting(Steering.Ramping now, ArmFigures challenger, Instant at) {
        var reasons = new ArrayList<String>();
        if (at.isBefore(now.stepSince().plus(dwell))) {
            reasons.add("the share is kept until " + now.stepSince().plus(dwell));
        }
        if (challenger.predictions() < minPredictions) {
            reasons.add("%d of %d predictions".formatted(challenger.predictions(), minPredictions));
        }
        return reasons;
    }

    private List<String> lacking(ArmFigures champion, ArmFigures challenger) {
        if (!isLabelled(champion, challenger)) {
            return List.of(
                    "known outcomes: champion %d, challenger %d of %d"
                            .formatted(
                                    champion.labelled().count(),
                                    challenger.labelled().count(),
                                    minLabels));
        }
        double gain = gain(champion, challenger);
        return gain >= margin ? List.of() : List.of(proof(champion, challenger));
    }

    private static double gain(ArmFigures champion, ArmFigures challenger) {
        var old = champion.labelled();
        var young = challenger.labelled();
        return old.logLoss().mean(old.count()) - young.logLoss().mean(young.count());
    }

    private String proof(ArmFigures champion, ArmFigures challenger) {
        return String.format(
                Locale.ROOT,
                "log loss %.4f over %d outcomes against the champion's %.4f over %d; margin asked %.4f",
                challenger.labelled().logLoss().mean(challenger.labelled().count()),
                challenger.labelled().count(),
                champion.labelled().logLoss().mean(champion.labelled().count()),
                champion.labelled().count(),
                margin);
    }
}
