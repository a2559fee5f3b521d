package io.holdfast.bootstrap.demo;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Seeded chance, the same on every machine: logarithms and powers are `StrictMath`'s.
final class Dice {

    private final RandomGenerator random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// Within 0 and 1.
    double uniform() {
        return random.nextDouble();
    }

    /// From 0 on, less than `bound`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    double gaussian() {
        return random.nextGaussian();
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /// @param spread deviation of the logarithm
    double logNormal(double median, double spread) {
        return median * StrictMath.exp(spread * random.nextGaussian());
    }

    /// How often chance was kind before it first was not.
    int repeats(double probability, int most) {
        int count = 0;
        while (count < most && chance(probability)) {
            count++;
        }
        return count;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// The first choices with the given shares, the last with what is left.
    String pick(List<String> choices, double... shares) {
        double roll = random.nextDouble();
        for (int i = 0; i < shares.length; i++) {
            roll -= shares[i];
            if (roll < 0) {
                return choices.get(i);
            }
        }
        return choices.getLast();
    }

    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }
}
