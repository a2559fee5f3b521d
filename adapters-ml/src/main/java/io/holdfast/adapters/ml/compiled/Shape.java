package io.holdfast.adapters.ml.compiled;

import java.util.Arrays;

/// What one feature adds to the linear part of a model, as a function of its value alone.
///
/// Weight vectors and one-hot tables are special cases: a weight is a curve of two points, a
/// one-hot block is a table.
public sealed interface Shape {

    /// The share of the raw score; allocates nothing.
    double at(double x);

    /// Its mean over the training rows, which an explanation measures against.
    double mean();

    Shape scaled(double factor);

    /// Adds nothing.
    record None() implements Shape {
        @Override
        public double at(double x) {
            return 0;
        }

        @Override
        public double mean() {
            return 0;
        }

        @Override
        public Shape scaled(double factor) {
            return this;
        }
    }

    /// One value for each category.
    final class Table implements Shape {

        private final double[] values;
        private final double missing;
        private final double mean;

        public Table(double[] values, double missing, double mean) {
            this.values = values.clone();
            this.missing = missing;
            this.mean = mean;
        }

        /// A category outside the table counts as missing.
        @Override
        public double at(double x) {
            return x >= 0 && x < values.length ? values[(int) x] : missing;
        }

        @Override
        public double mean() {
            return mean;
        }

        double missing() {
            return missing;
        }

        double[] values() {
            return values.clone();
        }

        @Override
        public Table scaled(double factor) {
            return new Table(times(values, factor), missing * factor, mean * factor);
        }
    }

    /// Straight lines between points, level beyond the first and the last: what lies outside the
    /// values seen in training is not extrapolated.
    final class Curve implements Shape {

        private final double[] x;
        private final double[] y;
        private final double missing;
        private final double mean;

        /// @param x rising strictly, at least one point
        public Curve(double[] x, double[] y, double missing, double mean) {
            if (x.length == 0 || x.length != y.length) {
                throw new IllegalArgumentException("a curve needs as many values as points");
            }
            for (int i = 1; i < x.length; i++) {
                if (!(x[i - 1] < x[i])) {
                    throw new IllegalArgumentException("a curve's points must rise");
                }
            }
            this.x = x.clone();
            this.y = y.clone();
            this.missing = missing;
            this.mean = mean;
        }

        @Override
        public double at(double value) {
            if (Double.isNaN(value)) {
                return missing;
            }
            int last = x.length - 1;
            if (value <= x[0]) {
                return y[0];
            }
            if (value >= x[last]) {
                return y[last];
            }
            int below = 0;
            int above = last;
            while (above - below > 1) {
                int middle = (below + above) >>> 1;
                if (x[middle] <= value) {
                    below = middle;
                } else {
                    above = middle;
                }
            }
            double share = (value - x[below]) / (x[above] - x[below]);
            return y[below] + share * (y[above] - y[below]);
        }

        @Override
        public double mean() {
            return mean;
        }

        double missing() {
            return missing;
        }

        double[] points() {
            return x.clone();
        }

        double[] values() {
            return y.clone();
        }

        @Override
        public Curve scaled(double factor) {
            return new Curve(x, times(y, factor), missing * factor, mean * factor);
        }
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }
}
