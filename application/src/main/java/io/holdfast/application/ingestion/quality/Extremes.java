package io.holdfast.application.ingestion.quality;

import java.util.PriorityQueue;
import java.util.function.DoublePredicate;

/// The largest and the smallest of a stream of numbers: a fair sample of millions hardly ever has
/// the one that is strange.
final class Extremes {

    /// Kept at either end.
    static final int KEPT = 16;

    /// The least of the largest first.
    private final PriorityQueue<Double> largest = new PriorityQueue<>(KEPT + 1);

    /// Negated, so that the largest of the smallest is first.
    private final PriorityQueue<Double> smallest = new PriorityQueue<>(KEPT + 1);

    private double leastOfLargest = Double.NEGATIVE_INFINITY;
    private double largestOfLeast = Double.POSITIVE_INFINITY;

    /// @param value not a number for none
    void accept(double value) {
        if (value > leastOfLargest) {
            leastOfLargest = keep(largest, value);
        }
        if (value < largestOfLeast) {
            largestOfLeast = -keep(smallest, -value);
        }
    }

    /// @return what the next one has to exceed
    private static double keep(PriorityQueue<Double> kept, double value) {
        kept.add(value);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        return kept.size() < KEPT ? Double.NEGATIVE_INFINITY : kept.element();
    }

    /// How many of the kept ones lie above `middle` or below it, and are so.
    Found count(double middle, DoublePredicate wanted) {
        long above = largest.stream().filter(one -> one > middle && wanted.test(one)).count();
        long below = smallest.stream().filter(one -> -one < middle && wanted.test(-one)).count();
        return new Found(above + below, above < KEPT && below < KEPT);
    }

    /// @param all whether there are no more, where only the ends of the stream may be so
    record Found(long count, boolean all) {}
}
