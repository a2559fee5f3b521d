package io.holdfast.domain.models.rollout;

/// Intervals for a mean that hold at every sample size at once, so that looking early and often
/// makes no false winner. The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha,
/// Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences"
/// (2021), theorem 2.2: with the variance `s^2` after `n` values,
///
///     mean +/- s * sqrt( 2 (n r^2 + 1) / (n^2 r^2) * ln( sqrt(n r^2 + 1) / alpha ) )
///
/// `r` decides at which `n` the interval is tightest, not whether it holds.
public final class ConfidenceSequence {

    /// Nothing is said below it: the theorem is about large samples.
    public static final int MIN_COUNT = 30;

    /// The interval is tightest about here, in known outcomes.
    private static final double TIGHTEST_AT = 500;

    /// @param mean `NaN` without values
    /// @param low and `high` infinite while there are too few values
    public record Interval(double mean, double low, double high) {}

    private final double alpha;
    private final double rho2;

    /// @param alpha how often the mean may lie outside at any time, 0 to 1
    public ConfidenceSequence(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha: above 0, below 1");
        }
        this.alpha = alpha;
        // The choice the paper gives for a wished tightest point.
        double l = -2 * Math.log(alpha);
        rho2 = (l + Math.log(l) + 1) / TIGHTEST_AT;
    }

    /// How far the mean probability is from the share of positives at least, whatever chance did; 0
    /// while they may agree. Of a residual `p - y` the square is the Brier score's summand.
    double surelyOff(ArmFigures.Labelled labelled) {
        var residuals =
                new ArmFigures.Moments(
                        labelled.probability() - labelled.positives(), labelled.brier().sum());
        var interval = interval(labelled.count(), residuals);
        return Math.max(0, Math.max(interval.low(), -interval.high()));
    }

    public Interval interval(long count, ArmFigures.Moments values) {
        double mean = count == 0 ? Double.NaN : values.mean(count);
        double variance = values.variance(count);
        if (count < MIN_COUNT || variance == 0) {
            return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double n = count;
        double scaled = n * rho2 + 1;
        double half =
                Math.sqrt(
                        variance
                                * 2
                                * scaled
                                / (n * n * rho2)
                                * Math.log(Math.sqrt(scaled) / alpha));
        return new Interval(mean, mean - half, mean + half);
    }
}
