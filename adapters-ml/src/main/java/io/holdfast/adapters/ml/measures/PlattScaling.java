package io.holdfast.adapters.ml.measures;

import io.holdfast.adapters.ml.compiled.Calibration;

/// Fits Platt's sigmoid by Newton's method with backtracking (Lin, Lin and Weng, "A note on Platt's
/// probabilistic outputs for support vector machines", 2007), on targets pulled in from 0 and 1 as
/// Platt proposed.
final class PlattScaling {

    private static final int MAX_STEPS = 100;
    private static final double RIDGE = 1e-12;
    private static final double TOLERANCE = 1e-9;
    private static final double SMALLEST_STEP = 1e-10;

    private final double[] raw;
    private final double[] target;

    private PlattScaling(double[] raw, boolean[] positive) {
        this.raw = raw;
        this.target = new double[raw.length];
        long positives = 0;
        for (boolean p : positive) {
            positives += p ? 1 : 0;
        }
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (raw.length - positives + 2.0);
        for (int i = 0; i < raw.length; i++) {
            target[i] = positive[i] ? high : low;
        }
    }

    public static Calibration.Platt fit(double[] raw, boolean[] positive) {
        return new PlattScaling(raw, positive).solve();
    }

    private Calibration.Platt solve() {
        double mean = 0;
        for (double t : target) {
            mean += t / target.length;
        }
        double slope = 0;
        double offset = Math.log(mean / (1 - mean));
        double loss = loss(slope, offset);
        for (int step = 0; step < MAX_STEPS; step++) {
            double h11 = RIDGE;
            double h22 = RIDGE;
            double h12 = 0;
            double g1 = 0;
            double g2 = 0;
            for (int i = 0; i < raw.length; i++) {
                double p = Calibration.sigmoid(slope * raw[i] + offset);
                double curvature = p * (1 - p);
                h11 += raw[i] * raw[i] * curvature;
                h12 += raw[i] * curvature;
                h22 += curvature;
                g1 += raw[i] * (p - target[i]);
                g2 += p - target[i];
            }
            if (Math.abs(g1) < TOLERANCE && Math.abs(g2) < TOLERANCE) {
                break;
            }
            double det = h11 * h22 - h12 * h12;
            if (!(det > 0)) {
                break;
            }
            double dSlope = -(h22 * g1 - h12 * g2) / det;
            double dOffset = -(h11 * g2 - h12 * g1) / det;
            double length = 1;
            double next = loss(slope + dSlope, offset + dOffset);
            while (!(next <= loss) && length > SMALLEST_STEP) {
                length /= 2;
                next = loss(slope + length * dSlope, offset + length * dOffset);
            }
            if (!(next <= loss)) {
                break;
            }
            slope += length * dSlope;
            offset += length * dOffset;
            if (loss - next < TOLERANCE * 1e-3) {
                break;
            }
            loss = next;
        }
        return new Calibration.Platt(slope, offset);
    }

    private double loss(double slope, double offset) {
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            double z = slope * raw[i] + offset;
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target[i] * z;
        }
        return sum;
    }
}
