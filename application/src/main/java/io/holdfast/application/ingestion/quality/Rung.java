package io.holdfast.application.ingestion.quality;

import java.util.Arrays;

/// The numbers of one field on one rung of Tukey's ladder of powers, and where they lie there.
///
/// @param power by which numbers are re-expressed; 0 for their logarithm
/// @param leastPositive of the numbers; stands for those under the logarithm that have none
/// @param median of the re-expressed numbers
/// @param scale what stands for their standard deviation; 0 where nothing can be an outlier
/// @param low outliers lie below
/// @param high or above
record Rung(
        double power, double leastPositive, double median, double scale, double low, double high) {

    static final double AS_IT_IS = 1;
    static final double LOGARITHM = 0;

    private static final double MAX_Z = 3.5;
    private static final double OUTER_FENCE = 3;

    /// The standard deviation of normal numbers is their MAD by this.
    private static final double MAD_OF_NORMAL = 0.6745;

    /// The scale is 0 where half of the numbers or more are the same, or no number can hold it.
    ///
    /// @param sorted at least one
    static Rung of(double[] sorted, double power, double leastPositive) {
        var seen = reexpress(sorted, power, leastPositive);
        double median = quantile(seen, 0.5);
        double mad =
                quantile(
                        Arrays.stream(seen)
                                .map(value -> Math.abs(value - median))
                                .sorted()
                                .toArray(),
                        0.5);
        double first = quantile(seen, 0.25);
        double third = quantile(seen, 0.75);
        double range = third - first;
        boolean wide = mad > 0 && range > 0 && Double.isFinite(OUTER_FENCE * range);
        return new Rung(
                power,
                leastPositive,
                median,
                wide ? mad / MAD_OF_NORMAL : 0,
                first - OUTER_FENCE * range,
                third + OUTER_FENCE * range);
    }

    /// As it is, with fences that were set otherwise.
    static Rung fenced(double median, double scale, double reach) {
        return new Rung(AS_IT_IS, 1, median, scale, median - reach, median + reach);
    }

    /// A negative number, which has no logarithm, has no place among numbers that are told apart by
    /// theirs.
    boolean isOutlier(double value) {
        if (power == LOGARITHM && value < 0) {
            return scale > 0;
        }
        double seen = reexpress(value, power, leastPositive);
        return scale > 0 && Math.abs(z(value)) > MAX_Z && (seen < low || seen > high);
    }

    /// How far from the median, in what stands for standard deviations.
    double z(double value) {
        double distance = reexpress(value, power, leastPositive) - median;
        return scale > 0 ? distance / scale : 0;
    }

    /// Between the fences, in the field's own unit; for people.
    String usual() {
        return scale > 0
                ? Figures.plain(back(Math.max(low, floor()))) + " to " + Figures.plain(back(high))
                : Figures.plain(back(median));
    }

    /// What a power of a number that is not negative cannot be less than.
    private double floor() {
        if (power == AS_IT_IS) {
            return Double.NEGATIVE_INFINITY;
        }
        return power == LOGARITHM ? Math.log(leastPositive) : 0;
    }

    private double back(double seen) {
        if (power == AS_IT_IS) {
            return seen;
        }
        return power == LOGARITHM ? Math.exp(seen) : Math.pow(seen, 1 / power);
    }

    /// Kelly's measure of the skew, from -1 to 1: how much farther the outer tenth lies above the
    /// median than below.
    static double skew(double[] sorted, double power, double leastPositive) {
        double lower = reexpress(quantile(sorted, 0.1), power, leastPositive);
        double upper = reexpress(quantile(sorted, 0.9), power, leastPositive);
        double middle = reexpress(quantile(sorted, 0.5), power, leastPositive);
        double range = upper - lower;
        return range > 0 && Double.isFinite(range)
                ? (upper - middle) / range - (middle - lower) / range
                : 0;
    }

    private static double[] reexpress(double[] sorted, double power, double leastPositive) {
        return power == AS_IT_IS
                ? sorted
                : Arrays.stream(sorted)
                        .map(value -> reexpress(value, power, leastPositive))
                        .toArray();
    }

    /// Keeps the order, of negative numbers too.
    private static double reexpress(double value, double power, double leastPositive) {
        if (power == AS_IT_IS) {
            return value;
        }
        return power == LOGARITHM
                ? Math.log(value > 0 ? value : leastPositive)
                : Math.signum(value) * Math.pow(Math.abs(value), power);
    }

    /// Between the neighbours, as R's seventh kind (Hyndman and Fan 1996).
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        double part = place - below;
        return part == 0 ? sorted[below] : (1 - part) * sorted[below] + part * sorted[above];
    }
}
