package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.Metrics;
import java.util.Arrays;

/// Figures of merit of probabilities against what happened.
public final class Figures {

    /// Equal-width bins of the expected calibration error.
    public static final int CALIBRATION_BINS = 10;

    private Figures() {}

    /// @param threshold from which a probability means "yes"
    public static Metrics of(double[] probability, boolean[] positive, double threshold) {
        return new Metrics(
                rocAuc(probability, positive),
                averagePrecision(probability, positive),
                logLoss(probability, positive),
                brier(probability, positive),
                calibrationError(probability, positive),
                accuracy(probability, positive, threshold));
    }

    /// The chance that a random positive row scores above a random negative one, ties counting half
    /// (Mann-Whitney U by mid-ranks); 0.5 when a class is absent.
    public static double rocAuc(double[] score, boolean[] positive) {
        var order = ascending(score);
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(score, order, from);
            double midRank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (positive[order[i]]) {
                    rankSum += midRank;
                    positives++;
                }
            }
            from = to;
        }
        long negatives = order.length - positives;
        if (positives == 0 || negatives == 0) {
            return 0.5;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /// The sum over distinct scores, from the top, of precision times gained recall; rows of equal
    /// score count at once.
    public static double averagePrecision(double[] score, boolean[] positive) {
        var order = ascending(score);
        long total = count(positive);
        if (total == 0) {
            return 0;
        }
        double sum = 0;
        long found = 0;
        for (int to = order.length; to > 0; ) {
            int from = startOfTie(score, order, to);
            long gained = 0;
            for (int i = from; i < to; i++) {
                gained += positive[order[i]] ? 1 : 0;
            }
            found += gained;
            sum += (double) gained / total * found / (order.length - from);
            to = from;
        }
        return sum;
    }

    /// Mean negative log likelihood, natural logarithm.
    public static double logLoss(double[] probability, boolean[] positive) {
        double sum = 0;
        for (int i = 0; i < probability.length; i++) {
            sum -= Math.log(positive[i] ? probability[i] : 1 - probability[i]);
        }
        return sum / probability.length;
    }

    public static double brier(double[] probability, boolean[] positive) {
        double sum = 0;
        for (int i = 0; i < probability.length; i++) {
            double error = probability[i] - (positive[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / probability.length;
    }

    /// The mean over all rows of the distance between a bin's mean probability and its share of
    /// positives.
    public static double calibrationError(double[] probability, boolean[] positive) {
        var excess = new double[CALIBRATION_BINS];
        for (int i = 0; i < probability.length; i++) {
            excess[binOf(probability[i])] += probability[i] - (positive[i] ? 1 : 0);
        }
        return Arrays.stream(excess).map(Math::abs).sum() / probability.length;
    }

    /// The last bin includes 1.
    static int binOf(double probability) {
        return Math.min(CALIBRATION_BINS - 1, (int) (probability * CALIBRATION_BINS));
    }

    public static double accuracy(double[] probability, boolean[] positive, double threshold) {
        int right = 0;
        for (int i = 0; i < probability.length; i++) {
            right += (probability[i] >= threshold) == positive[i] ? 1 : 0;
        }
        return (double) right / probability.length;
    }

    /// Positions from the smallest score to the largest; ties in their own order.
    static int[] ascending(double[] score) {
        var keys = new Integer[score.length];
        Arrays.setAll(keys, i -> i);
        Arrays.sort(keys, (a, b) -> Double.compare(score[a], score[b]));
        return Arrays.stream(keys).mapToInt(Integer::intValue).toArray();
    }

    private static int endOfTie(double[] score, int[] order, int from) {
        int to = from + 1;
        while (to < order.length && score[order[to]] == score[order[from]]) {
            to++;
        }
        return to;
    }

    private static int startOfTie(double[] score, int[] order, int to) {
        int from = to - 1;
        while (from > 0 && score[order[from - 1]] == score[order[to - 1]]) {
            from--;
        }
        return from;
    }

    private static long count(boolean[] positive) {
        long count = 0;
        for (boolean p : positive) {
            count += p ? 1 : 0;
        }
        return count;
    }
}
