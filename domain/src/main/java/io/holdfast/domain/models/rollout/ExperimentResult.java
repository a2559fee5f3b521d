package io.holdfast.domain.models.rollout;

import java.util.ArrayList;
import java.util.List;

/// What an experiment shows so far. May be looked at as often as one likes: the intervals hold at
/// all times at once.
///
/// @param sampleRatioP the p-value of "the entities were dealt by the shares"
/// @param verdict whether there is a winner
public record ExperimentResult(
        Experiment experiment, List<ArmResult> arms, double sampleRatioP, Verdict verdict) {

    /// Below it the dealing is broken and no figure counts (Fabijan et al., "Diagnosing sample
    /// ratio mismatch in online controlled experiments", 2019).
    public static final double SAMPLE_RATIO_ALPHA = 0.001;

    /// How often a winner may be named although there is none, over all looks together.
    public static final double ALPHA = 0.05;

    /// @param entities it answered for
    /// @param labelled of them with a known outcome
    /// @param interval of the mean of the target
    public record ArmResult(
            Rollout.Arm arm, long entities, long labelled, ConfidenceSequence.Interval interval) {}

    public sealed interface Verdict {
        /// The difference may be chance.
        record Undecided() implements Verdict {}

        /// Entities are not spread by the shares; the figures cannot be trusted.
        record SampleRatioMismatch() implements Verdict {}

        record Winner(int version) implements Verdict {}
    }

    /// @param figures and `entities` in the order of the experiment's arms
    public static ExperimentResult of(
            Experiment experiment,
            List<ArmFigures> figures,
            List<Long> entities,
            double sampleRatioP) {
        int arms = experiment.arms().size();
        // Each arm's interval holds with 1 - ALPHA / arms; so all hold together with 1 - ALPHA.
        var sequence = new ConfidenceSequence(ALPHA / arms);
        var results = new ArrayList<ArmResult>();
        for (int i = 0; i < arms; i++) {
            var labelled = figures.get(i).labelled();
            var interval = sequence.interval(labelled.count(), experiment.target().of(labelled));
            results.add(
                    new ArmResult(
                            experiment.arms().get(i), entities.get(i), labelled.count(), interval));
        }
        return new ExperimentResult(
                experiment,
                List.copyOf(results),
                sampleRatioP,
                verdict(experiment, results, sampleRatioP));
    }

    private static Verdict verdict(
            Experiment experiment, List<ArmResult> arms, double sampleRatioP) {
        if (sampleRatioP < SAMPLE_RATIO_ALPHA) {
            return new Verdict.SampleRatioMismatch();
        }
        boolean more = experiment.target().isMoreBetter();
        for (var candidate : arms) {
            boolean beatsAll =
                    arms.stream()
                            .filter(other -> other.arm().version() != candidate.arm().version())
                            .allMatch(other ->
                                    more
                                            ? candidate.interval().low() > other.interval().high()
                                            : candidate.interval().high() < other.interval().low());
            if (beatsAll) {
                return new Verdict.Winner(candidate.arm().version());
            }
        }
        return new Verdict.Undecided();
    }
}
