package io.holdfast.adapters.ml.compiled;

/// Gauss-Legendre rules on [0, 1]: `n` points integrate every polynomial of a degree up to `2n - 1`
/// exactly (Abramowitz and Stegun, Handbook of Mathematical Functions, 25.4.30).
///
/// @param points ascending
/// @param weights add up to 1
record Quadrature(double[] points, double[] weights) {

    private static final double TWO = 1 / Math.sqrt(3);
    private static final double THREE = Math.sqrt(3.0 / 5);
    private static final double FOUR_INNER = Math.sqrt(3.0 / 7 - 2.0 / 7 * Math.sqrt(6.0 / 5));
    private static final double FOUR_OUTER = Math.sqrt(3.0 / 7 + 2.0 / 7 * Math.sqrt(6.0 / 5));

    /// The smallest rule that is exact up to a degree.
    ///
    /// @throws IllegalArgumentException when the degree is above 7
    static Quadrature exactTo(int degree) {
        return switch (degree / 2) {
            case 0 -> onUnit(new double[] {0}, new double[] {2});
            case 1 -> onUnit(new double[] {-TWO, TWO}, new double[] {1, 1});
            case 2 ->
                    onUnit(
                            new double[] {-THREE, 0, THREE},
                            new double[] {5.0 / 9, 8.0 / 9, 5.0 / 9});
            case 3 -> {
                double outer = (18 - Math.sqrt(30)) / 36;
                double inner = (18 + Math.sqrt(30)) / 36;
                yield onUnit(
                        new double[] {-FOUR_OUTER, -FOUR_INNER, FOUR_INNER, FOUR_OUTER},
                        new double[] {outer, inner, inner, outer});
            }
            default -> throw new IllegalArgumentException("no rule for degree " + degree);
        };
    }

    /// From [-1, 1], as the rules are tabulated, to [0, 1].
    private static Quadrature onUnit(double[] points, double[] weights) {
        for (int i = 0; i < points.length; i++) {
            points[i] = (1 + points[i]) / 2;
            weights[i] /= 2;
        }
        return new Quadrature(points, weights);
    }
}
