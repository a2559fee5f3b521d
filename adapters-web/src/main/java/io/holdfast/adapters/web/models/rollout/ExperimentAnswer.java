package io.holdfast.adapters.web.models.rollout;

import static io.holdfast.adapters.web.models.rollout.RolloutBody.label;

import io.holdfast.domain.models.rollout.ConfidenceSequence;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.ExperimentResult;
import io.holdfast.domain.models.rollout.Rollout;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an experiment is told. Maps, because a running one has no end and few have a winner.
final class ExperimentAnswer {

    private record Arm(String version, double share) {
        static Arm from(Rollout.Arm arm) {
            return new Arm(label(arm.version()), arm.share());
        }
    }

    private record Bounds(double low, double high) {
        static Bounds from(ConfidenceSequence.Interval interval) {
            return new Bounds(interval.low(), interval.high());
        }
    }

    private record SampleRatio(double pValue, boolean asDealt) {}

    private ExperimentAnswer() {}

    /// What was asked for.
    static Map<String, Object> of(Experiment experiment) {
        var told = head(experiment);
        told.put("arms", experiment.arms().stream().map(Arm::from).toList());
        return told;
    }

    /// With the figures. There is a `winner` only where the difference is significant.
    static Map<String, Object> of(ExperimentResult result) {
        var told = head(result.experiment());
        told.put("arms", result.arms().stream().map(ExperimentAnswer::arm).toList());
        told.put(
                "sample_ratio",
                new SampleRatio(
                        result.sampleRatioP(),
                        result.sampleRatioP() >= ExperimentResult.SAMPLE_RATIO_ALPHA));
        switch (result.verdict()) {
            case ExperimentResult.Verdict.Undecided() -> told.put("verdict", "undecided");
            case ExperimentResult.Verdict.SampleRatioMismatch() ->
                    told.put("verdict", "sample_ratio_mismatch");
            case ExperimentResult.Verdict.Winner(var version) -> {
                told.put("verdict", "winner");
                told.put("winner", label(version));
            }
        }
        return told;
    }

    private static Map<String, Object> head(Experiment experiment) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", experiment.id());
        told.put("name", experiment.name());
        told.put("contract", experiment.contractName());
        told.put("target_metric", experiment.target().name().toLowerCase(Locale.ROOT));
        told.put("duration_days", experiment.duration().toDays());
        told.put("started_by", experiment.startedBy());
        told.put("started_at", experiment.startedAt().toString());
        told.put("ends_at", experiment.endsAt().toString());
        switch (experiment.state()) {
            case Experiment.State.Running() -> told.put("status", "running");
            case Experiment.State.Ended(var at, var reason) -> {
                told.put("status", "ended");
                told.put("ended_at", at.toString());
                told.put("end_reason", reason);
            }
        }
        return told;
    }

    /// Without a known outcome there is no mean, and with few or equal ones no interval: null.
    private static Map<String, @Nullable Object> arm(ExperimentResult.ArmResult result) {
        var interval = result.interval();
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("version", label(result.arm().version()));
        told.put("share", result.arm().share());
        told.put("entities", result.entities());
        told.put("labelled", result.labelled());
        told.put("mean", Double.isFinite(interval.mean()) ? interval.mean() : null);
        told.put("interval", isBounded(interval) ? Bounds.from(interval) : null);
        return told;
    }

    private static boolean isBounded(ConfidenceSequence.Interval interval) {
        return Double.isFinite(interval.low()) && Double.isFinite(interval.high());
    }
}
