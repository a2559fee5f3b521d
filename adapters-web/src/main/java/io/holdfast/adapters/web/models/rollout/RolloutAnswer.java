package io.holdfast.adapters.web.models.rollout;

import static io.holdfast.adapters.web.models.rollout.RolloutBody.label;

import io.holdfast.application.models.SteerRamps;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Steering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a rollout is told.
record RolloutAnswer(
        String contract,
        int contractVersion,
        long revision,
        String champion,
        List<Arm> arms,
        List<String> shadows,
        Map<String, Object> steering,
        String description) {

    record Arm(String version, double share, String stage) {}

    record Guardrails(
            double maxFailureRate,
            double maxLatencyRatio,
            int minLatencyPredictions,
            double maxCalibrationGap) {
        static Guardrails from(Ramp.Guardrails guardrails) {
            return new Guardrails(
                    guardrails.maxFailureRate(),
                    guardrails.maxLatencyRatio(),
                    guardrails.minLatencyPredictions(),
                    guardrails.maxCalibrationGap());
        }
    }

    static RolloutAnswer from(Rollout rollout) {
        return of(rollout, steering(rollout));
    }

    /// With what a running ramp would do.
    static RolloutAnswer from(Rollout rollout, SteerRamps steerRamps) {
        var steering = steering(rollout);
        if (rollout.steering() instanceof Steering.Ramping ramping) {
            steering.put(
                    "next", inWords(ramping.ramp(), steerRamps.lastDecision(rollout, ramping)));
        }
        return of(rollout, steering);
    }

    private static RolloutAnswer of(Rollout rollout, Map<String, Object> steering) {
        var arms = new ArrayList<Arm>();
        arms.add(arm(rollout, rollout.champion()));
        rollout.challengers().forEach(arm -> arms.add(arm(rollout, arm.version())));
        return new RolloutAnswer(
                rollout.contract().name(),
                rollout.contract().version(),
                rollout.revision(),
                label(rollout.champion()),
                arms,
                rollout.shadows().stream().map(RolloutBody::label).toList(),
                steering,
                rollout.describe());
    }

    private static Arm arm(Rollout rollout, int version) {
        return new Arm(label(version), rollout.shareOf(version), rollout.stageOf(version).label());
    }

    /// @return a map, because each mode has other members
    private static Map<String, Object> steering(Rollout rollout) {
        var told = new LinkedHashMap<String, Object>();
        switch (rollout.steering()) {
            case Steering.Manual() -> told.put("mode", "manual");
            case Steering.Experimenting(var experiment) -> {
                told.put("mode", "experiment");
                told.put("experiment", experiment);
            }
            case Steering.Ramping(var ramp, var step, var startedAt, var stepSince) -> {
                told.put("mode", "ramp");
                told.put("version", label(rollout.challengers().getFirst().version()));
                told.put("steps", ramp.steps());
                told.put("step", step);
                told.put("dwell_seconds", ramp.dwell().toSeconds());
                told.put("min_predictions", ramp.minPredictions());
                told.put("min_labels", ramp.minLabels());
                told.put("margin", ramp.margin());
                told.put("guardrails", Guardrails.from(ramp.guardrails()));
                told.put("deadline_seconds", ramp.deadline().toSeconds());
                told.put("started_at", startedAt.toString());
                told.put("step_since", stepSince.toString());
            }
        }
        return told;
    }

    private static String inWords(Ramp ramp, Ramp.Decision decision) {
        return switch (decision) {
            case Ramp.Decision.Hold(var reason) -> "wait: " + reason;
            case Ramp.Decision.Advance(var step) ->
                    "advance to " + Rollout.percent(ramp.steps().get(step));
            case Ramp.Decision.Promote(var reason) -> "promote: " + reason;
            case Ramp.Decision.RollBack(var reason) -> "take back: " + reason;
        };
    }
}
