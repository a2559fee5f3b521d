package io.holdfast.application.ingestion.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A fair sample of a stream whose length nobody knows: each item is in it with the same
/// probability. Items that stay out cost next to nothing (algorithm L, Li 1994).
final class Reservoir<T> {

    private final int size;
    private final RandomGenerator random;
    private final List<T> items = new ArrayList<>();
    private double weight = 1;
    private long untilNext;
    private long offered;

    /// @param size at least 1
    Reservoir(int size, RandomGenerator random) {
        this.size = size;
        this.random = random;
    }

    /// Counts an item, and says whether it is wanted; then `take` has to follow.
    boolean wants() {
        offered++;
        return items.size() < size || --untilNext < 0;
    }

    void take(T item) {
        if (items.size() < size) {
            items.add(item);
            if (items.size() == size) {
                skip();
            }
        } else {
            items.set(random.nextInt(size), item);
            skip();
        }
    }

    private void skip() {
        weight *= Math.exp(Math.log(positive()) / size);
        untilNext = (long) Math.floor(Math.log(positive()) / Math.log1p(-weight));
    }

    /// Above 0, below 1.
    private double positive() {
        return Math.max(Double.MIN_NORMAL, random.nextDouble());
    }

    List<T> items() {
        return List.copyOf(items);
    }

    long offered() {
        return offered;
    }
}
