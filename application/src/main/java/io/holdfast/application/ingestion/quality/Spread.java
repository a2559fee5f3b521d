package io.holdfast.application.ingestion.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the numbers of one field lie, by figures that a few strange ones do not move, and which of
/// them are outliers.
///
/// An outlier has a robust z-score, 0.6745 (x - median) / MAD, beyond 3.5 (Iglewicz and Hoaglin
/// 1993) and lies more than three times the distance between the quartiles outside of them, Tukey's
/// outer fences (1977): the score alone calls one value of two thousand strange that are not, the
/// fences alone fail where few values are given. Numbers that are skewed to the right, as money is,
/// are first re-expressed on Tukey's ladder of powers.
final class Spread {

    /// Fewer say nothing about what is usual.
    static final int MIN_VALUES = 8;

    /// The standard deviation of normal numbers by their mean distance from the median.
    private static final double MEAN_DISTANCE_FACTOR = 1.253314;

    private static final double MAX_Z = 3.5;

    /// So many values beside the one that more than half of all are can be judged by themselves.
    private static final int MIN_OTHERS = 20;

    /// In a field that hardly ever differs from one value, only what is so many times as large, and
    /// not just a one among zeros.
    private static final double RARE_FACTOR = 10;

    private static final double MAX_RARE_SHARE = 0.01;

    /// Numbers may be so skewed and count as even.
    private static final double FAIR_SKEW = 0.1;

    /// One and a half standard deviations of Kelly's skew of n normal numbers, by the root of n.
    private static final double SKEW_DOUBT = 1.5;

    private static final double LOWER_TENTH = 0.1;
    private static final double[] LADDER = {Rung.AS_IT_IS, 0.5, 0.25, Rung.LOGARITHM};

    private final int count;

    /// The best first.
    private final List<Rung> rungs;

    private final @Nullable Spread others;

    /// Whether less than half are one value.
    private final boolean wide;

    private Spread(int count, boolean wide, List<Rung> rungs, @Nullable Spread others) {
        this.count = count;
        this.wide = wide;
        this.rungs = rungs;
        this.others = others;
    }

    /// @param values finite
    static Spread of(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, true);
    }

    private static Spread ofSorted(double[] sorted, boolean all) {
        if (sorted.length < MIN_VALUES) {
            double median = sorted.length == 0 ? 0 : Rung.quantile(sorted, 0.5);
            return new Spread(sorted.length, false, List.of(Rung.fenced(median, 0, 0)), null);
        }
        double leastPositive =
                Arrays.stream(sorted).filter(value -> value > 0).findFirst().orElse(1);
        var rungs =
                powers(sorted, leastPositive).stream()
                        .map(power -> Rung.of(sorted, power, leastPositive))
                        .filter(rung -> rung.scale() > 0)
                        .toList();
        return rungs.isEmpty()
                ? mostlyOne(sorted, all)
                : new Spread(sorted.length, true, rungs, null);
    }

    /// More than half are one value: the others are judged among themselves, or, where they are
    /// few, by their mean distance.
    private static Spread mostlyOne(double[] sorted, boolean all) {
        double usual = Rung.quantile(sorted, 0.5);
        var none = List.of(Rung.fenced(usual, 0, 0));
        var different = Arrays.stream(sorted).filter(value -> value != usual).toArray();
        if (all && different.length >= MIN_OTHERS) {
            return new Spread(sorted.length, false, none, ofSorted(different, false));
        }
        double scale =
                MEAN_DISTANCE_FACTOR
                        * Arrays.stream(sorted)
                                .map(value -> Math.abs(value - usual))
                                .average()
                                .orElse(0);
        double reach = Math.max(MAX_Z * scale, RARE_FACTOR * Math.max(1, Math.abs(usual)));
        long beyond = Arrays.stream(different).filter(x -> Math.abs(x - usual) > reach).count();
        boolean rare = beyond <= Math.max(1, MAX_RARE_SHARE * sorted.length);
        return new Spread(
                sorted.length,
                false,
                rare && scale > 0 && Double.isFinite(reach)
                        ? List.of(Rung.fenced(usual, scale, reach))
                        : none,
                null);
    }

    /// The rung on which the numbers lie most evenly, and those of which their count cannot tell
    /// that they are worse. Numbers that are not skewed to the right may stay as they are, and
    /// those on both sides of zero have to.
    private static List<Double> powers(double[] sorted, double leastPositive) {
        if (Rung.quantile(sorted, LOWER_TENTH) < 0) {
            return List.of(Rung.AS_IT_IS);
        }
        record Tried(double power, double skew) {}
        var tried = new ArrayList<Tried>();
        for (double power : LADDER) {
            double skew = Rung.skew(sorted, power, leastPositive);
            boolean even = power == Rung.AS_IT_IS && skew <= FAIR_SKEW;
            tried.add(new Tried(power, even ? 0 : Math.abs(skew)));
        }
        double least = tried.stream().mapToDouble(Tried::skew).min().orElse(0);
        double doubt = SKEW_DOUBT / Math.sqrt(sorted.length);
        return tried.stream()
                .filter(one -> one.skew() <= least + doubt)
                .sorted(Comparator.comparingDouble(Tried::skew))
                .map(Tried::power)
                .toList();
    }

    /// Whether anything can be said about values.
    boolean isKnown() {
        return count >= MIN_VALUES;
    }

    /// Whether values differ in a way that scores of theirs can be compared by.
    boolean isWide() {
        return wide;
    }

    boolean isOutlier(double value) {
        if (others != null) {
            return value != rungs.getFirst().median() && others.isOutlier(value);
        }
        for (var rung : rungs) {
            if (!rung.isOutlier(value)) {
                return false;
            }
        }
        return true;
    }

    /// How far from the median, in what stands for standard deviations.
    double z(double value) {
        return rungs.getFirst().z(value);
    }

    /// Where most values lie, in the field's own unit; for people.
    String usual() {
        return (others == null ? this : others).rungs.getFirst().usual();
    }
}
