package io.holdfast.domain.models.rollout;

/// What one version did since a moment, for the guardrails of a ramp and for experiments.
///
/// @param predictions it answered
/// @param failures requests it was asked for and failed, so that the champion answered
/// @param latencyMicros the 95th percentile from a request's arrival to the score
/// @param labelled figures over entities whose outcome became known after their prediction, one for
///   each entity
public record ArmFigures(
        int version, long predictions, long failures, double latencyMicros, Labelled labelled) {

    /// Sums over entities with a known outcome: enough for means and variances.
    ///
    /// @param count of entities
    /// @param positives whose outcome was the label
    /// @param probability sum of predicted probabilities
    /// @param logLoss mean and spread of the negative log likelihood in nats
    /// @param brier mean and spread of the squared error
    /// @param right mean and spread of "the answer was right", 0 or 1
    public record Labelled(
            long count,
            long positives,
            double probability,
            Moments logLoss,
            Moments brier,
            Moments right) {
        public static Labelled none() {
            return new Labelled(0, 0, 0, Moments.NONE, Moments.NONE, Moments.NONE);
        }

        /// How far the mean probability is from the share of positives, 0 to 1; 0 without outcomes.
        public double calibrationGap() {
            return count == 0 ? 0 : Math.abs(probability - positives) / count;
        }

        /// Mean and spread of the outcome itself, 0 or 1.
        public Moments outcome() {
            return new Moments(positives, positives);
        }
    }

    /// @param sum of values
    /// @param squares sum of squared values
    public record Moments(double sum, double squares) {
        static final Moments NONE = new Moments(0, 0);

        public double mean(long count) {
            return sum / count;
        }

        /// The unbiased variance; 0 for fewer than two values.
        public double variance(long count) {
            if (count < 2) {
                return 0;
            }
            return Math.max(0, (squares - sum * sum / count) / (count - 1));
        }
    }

    public static ArmFigures none(int version) {
        return new ArmFigures(version, 0, 0, 0, Labelled.none());
    }

    /// The share of requests it failed, 0 to 1.
    public double failureRate() {
        long asked = predictions + failures;
        return asked == 0 ? 0 : (double) failures / asked;
    }
}
