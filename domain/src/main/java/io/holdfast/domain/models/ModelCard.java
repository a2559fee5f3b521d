package io.holdfast.domain.models;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// What is known of one trained version and of the data it learned from: how good it is and how
/// sure that is, where it is worse, and what it must not be taken for. All figures are of
/// calibrated probabilities for rows that were not trained on.
///
/// @param candidates everything that was compared, best first by cross-validation; the first was
///   chosen
/// @param rocCurve from (0, 0) to (1, 1), at most `MAX_CURVE_POINTS`
/// @param precisionRecallCurve by rising recall, at most `MAX_CURVE_POINTS`
/// @param calibration bins of equal width that have rows
/// @param thresholds rising
/// @param limits sentences for people
/// @param seconds the whole training took
public record ModelCard(
        Origin origin,
        List<CandidateResult> candidates,
        Headline headline,
        List<Input> inputs,
        int importanceRows,
        List<RocPoint> rocCurve,
        List<RecallPoint> precisionRecallCurve,
        List<CalibrationBin> calibration,
        Costs costs,
        List<Threshold> thresholds,
        List<Slice> slices,
        List<String> limits,
        double seconds) {

    public static final int MAX_CURVE_POINTS = 200;
    public static final int MAX_SLICES = 60;

    /// Above this many standard errors a slice's probabilities count as off: chance alone brings
    /// one of 1,200 slices this far, so one of 20 cards has such a slice (Bonferroni's bound for
    /// `MAX_SLICES`).
    public static final double SIGNIFICANT_GAP = 3.34;

    /// How the rows were divided into those that were learned from and those that were judged.
    public sealed interface Split {
        /// Every row was judged once, by models that had not seen its fold.
        record CrossValidation(int folds) implements Split {}

        /// The rows from `from` on were judged by a model that had seen the earlier ones only,
        /// among which candidate, settings and calibration were chosen by cross-validation.
        ///
        /// @param judged rows
        record OutOfTime(Instant from, int judged, int folds) implements Split {}
    }

    /// What the version was made of: the same contract, data, seed and split give the same version.
    ///
    /// @param dataSha256 hex digest of the data
    /// @param positives rows with the label
    /// @param leakageAllowed whether the check for features that tell the label was overridden
    public record Origin(
            ContractId contract,
            String dataSha256,
            long seed,
            Split split,
            int rows,
            int positives,
            boolean leakageAllowed) {}

    /// The chosen candidate's figures, with the ends of each one's 95 % interval.
    ///
    /// @param rows that were judged; what the card tells of thresholds and bins is about them
    /// @param positives among these
    /// @param resamples of the bootstrap that the intervals come from
    public record Headline(
            int rows, int positives, Metrics estimate, Metrics low, Metrics high, int resamples) {}

    public enum Kind {
        NUMBER,
        CATEGORY,
        FLAG
    }

    /// One feature.
    ///
    /// @param missingShare of the training rows
    /// @param importance mean distance by which it moves a row's log-odds
    public record Input(String name, Kind kind, double missingShare, double importance) {}

    /// Both rates when every row from `threshold` on is flagged.
    public record RocPoint(double falsePositiveRate, double truePositiveRate, double threshold) {}

    /// Recall and precision when every row from `threshold` on is flagged.
    public record RecallPoint(double recall, double precision, double threshold) {}

    /// The rows whose probability lies in [from, to).
    public record CalibrationBin(
            double from, double to, int rows, double meanPredicted, double observedRate) {}

    /// What mistakes cost, in any unit; only their ratio matters for the best threshold.
    ///
    /// @param missed a row with the label that was not flagged
    /// @param needless a flagged row without it
    public record Costs(double missed, double needless) {
        public Costs {
            if (!(missed > 0 && needless > 0) || Double.isInfinite(missed + needless)) {
                throw new IllegalArgumentException("costs are finite numbers above 0");
            }
        }
    }

    /// What flagging every row from `from` on comes to.
    ///
    /// @param flagged rows
    /// @param found flagged rows that have the label
    public record Threshold(double from, int flagged, int found) {
        public Threshold {
            if (found > flagged) {
                throw new IllegalArgumentException("more found than flagged");
            }
        }

        /// The share of the flagged that have the label; empty where nobody is flagged.
        public OptionalDouble precision() {
            return flagged == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) found / flagged);
        }
    }

    /// How the model does on a part of the rows: one value of a feature, or one band of a number.
    ///
    /// @param gap mean probability minus the share of positives, in standard errors: what chance
    ///   alone makes larger than 2 in one of 20 slices
    public record Slice(
            String feature,
            String value,
            int rows,
            int positives,
            double meanPredicted,
            double rocAuc,
            double logLoss,
            double calibrationError,
            double gap) {

        public double positiveRate() {
            return (double) positives / rows;
        }

        /// Whether its probabilities are further off than chance explains.
        public boolean standsOut() {
            return Math.abs(gap) > SIGNIFICANT_GAP;
        }
    }

    public ModelCard {
        candidates = List.copyOf(candidates);
        inputs = List.copyOf(inputs);
        rocCurve = List.copyOf(rocCurve);
        precisionRecallCurve = List.copyOf(precisionRecallCurve);
        calibration = List.copyOf(calibration);
        thresholds = List.copyOf(thresholds);
        slices = List.copyOf(slices);
        limits = List.copyOf(limits);
        if (candidates.isEmpty() || thresholds.isEmpty()) {
            throw new IllegalArgumentException("a card has a candidate and a threshold");
        }
    }

    public CandidateResult chosen() {
        return candidates.getFirst();
    }

    /// Most important first.
    public List<Input> byImportance() {
        return inputs.stream()
                .sorted(Comparator.comparingDouble(Input::importance).reversed())
                .toList();
    }

    /// The share of the judged positives that are flagged.
    public double recall(Threshold threshold) {
        return (double) threshold.found() / headline.positives();
    }

    public double flaggedShare(Threshold threshold) {
        return (double) threshold.flagged() / headline.rows();
    }

    /// The mean cost of a row's mistake: `(missed * misses + needless * false alarms) / rows`.
    public double cost(Threshold threshold) {
        double misses = headline.positives() - threshold.found();
        double alarms = threshold.flagged() - threshold.found();
        return (costs.missed() * misses + costs.needless() * alarms) / headline.rows();
    }

    /// The threshold of the least cost; of equals the lowest.
    public Threshold cheapest() {
        var best = thresholds.getFirst();
        for (var threshold : thresholds) {
            if (cost(threshold) < cost(best)) {
                best = threshold;
            }
        }
        return best;
    }
}
