package io.holdfast.domain.ingestion.quality;

import java.util.Arrays;

/// Takes a row for strange that is far from the middle, told from the columns' widths.
public final class DistanceDetector implements AnomalyDetector {

    /// Of this distance the score is one half.
    private static final double MIDDLE = 5;

    @Override
    public double[] scores(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(DistanceDetector::score).toArray();
    }

    private static double score(double[] row) {
        double distance = Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
        return distance / (distance + MIDDLE);
    }
}
