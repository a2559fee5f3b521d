package io.holdfast.adapters.ml.smile;

import java.util.Arrays;
import smile.model.cart.Loss;

/// Log loss for Smile's boosting, on Smile's scale of half log-odds. Leaves are Newton steps with a
/// ridge: without it a leaf of one class only takes steps without bound.
final class NewtonLoss implements Loss {

    private final int[] label;
    private final double ridge;
    private final double[] halfLogOdds;
    private final double[] gradient;

    NewtonLoss(boolean[] positive, double ridge) {
        this.label = new int[positive.length];
        this.ridge = ridge;
        this.halfLogOdds = new double[positive.length];
        this.gradient = new double[positive.length];
        for (int i = 0; i < positive.length; i++) {
            label[i] = positive[i] ? 1 : 0;
        }
    }

    /// The base rate; all rows start from it.
    double start() {
        double positives = 0;
        for (int l : label) {
            positives += l;
        }
        double start = 0.5 * Math.log(positives / (label.length - positives));
        Arrays.fill(halfLogOdds, start);
        return start;
    }

    @Override
    public double intercept(double[] y) {
        return start();
    }

    @Override
    public double[] response() {
        for (int i = 0; i < label.length; i++) {
            gradient[i] = label[i] - probability(i);
        }
        return gradient;
    }

    @Override
    public double output(int[] nodeSamples, int[] sampleCount) {
        double sum = 0;
        double curvature = ridge;
        for (int i : nodeSamples) {
            double p = label[i] - gradient[i];
            sum += gradient[i];
            curvature += p * (1 - p);
        }
        return 0.5 * sum / curvature;
    }

    @Override
    public double[] residual() {
        return halfLogOdds;
    }

    @Override
    public double value() {
        double loss = 0;
        for (int i = 0; i < label.length; i++) {
            loss -= Math.log(label[i] == 1 ? probability(i) : 1 - probability(i));
        }
        return loss / label.length;
    }

    private double probability(int row) {
        return 1 / (1 + Math.exp(-2 * halfLogOdds[row]));
    }

    @Override
    public String toString() {
        return "Newton";
    }
}
