package io.holdfast.adapters.ml.compiled;

/// Gauss-Legendre quadrature on [0, 1]: with `n` points it integrates polynomials up to degree `2n
/// - 1` exactly.
///
/// @param points within (0, 1), so that no factor of a Shapley product vanishes there
@SuppressWarnings("ArrayRecordComponent") // never compared
record Quadrature(double[] points, double[] weights) {

    private static final int NEWTON_STEPS = 50;

    /// The roots of the Legendre polynomial by Newton's method from Tricomi's approximation.
    static Quadrature ofPoints(int n) {
        var points = new double[n];
        var weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (int step = 0; step < NEWTON_STEPS; step++) {
                double previous = 1;
                double current = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
                    previous = current;
                    current = next;
                }
                slope = n * (x * current - previous) / (x * x - 1);
                double move = current / slope;
                x -= move;
                if (Math.abs(move) < 1e-16) {
                    break;
                }
            }
            points[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return new Quadrature(points, weights);
    }
}
