package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The columns a logistic regression sees, made of training rows, and the way back from its weights
/// to one shape per feature.
///
/// A number becomes itself plus hinges `max(0, x - knot)` at quantiles, standardised, levelled out
/// beyond its 0.5% and 99.5% quantiles; a category becomes one column per category seen at least
/// `MIN_CATEGORY_ROWS` times; a value that some training rows lack becomes one column more.
final class LinearDesign {

    private static final int MIN_CATEGORY_ROWS = 5;
    private static final double TAIL = 0.005;

    /// Of the hinges together, 160 MB; wide and long tables get fewer hinges per number, or none.
    private static final long MAX_HINGE_CELLS = 20_000_000;

    private final List<Block> blocks = new ArrayList<>();
    private final int width;
    private final int features;

    /// The columns of one feature, from `first`.
    private sealed interface Block {
        int feature();

        int columns();

        void fill(double value, double[] row, int first);
    }

    /// @param knots where the curve bends, with both ends
    /// @param mean of each column, in the order itself, hinges
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Spline(
            int feature, double[] knots, double[] mean, double[] scale, boolean missing)
            implements Block {

        @Override
        public int columns() {
            return mean.length + (missing ? 1 : 0);
        }

        @Override
        public void fill(double value, double[] row, int first) {
            if (Double.isNaN(value)) {
                if (missing) {
                    row[first + mean.length] = 1;
                }
                return; // otherwise the mean, which is 0 in every column
            }
            for (int c = 0; c < mean.length; c++) {
                row[first + c] = (basis(knots, c, value) - mean[c]) / scale[c];
            }
        }
    }

    /// @param column of each category; -1 for a rare one
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record OneHot(int feature, int[] column, int columns, boolean missing)
            implements Block {

        @Override
        public void fill(double value, double[] row, int first) {
            if (Double.isNaN(value)) {
                if (missing) {
                    row[first + columns - 1] = 1;
                }
            } else if (column[(int) value] >= 0) {
                row[first + column[(int) value]] = 1;
            }
        }
    }

    LinearDesign(Rows rows, int hinges) {
        features = rows.features().size();
        int bends = affordable(rows, hinges);
        int columns = 0;
        for (int f = 0; f < features; f++) {
            if (rows.varies(f)) {
                var block = rows.categories(f) > 0 ? categories(rows, f) : spline(rows, f, bends);
                blocks.add(block);
                columns += block.columns();
            }
        }
        width = columns;
    }

    private static int affordable(Rows rows, int hinges) {
        long numbers =
                IntStream.range(0, rows.features().size())
                        .filter(f -> rows.categories(f) == 0)
                        .count();
        long each = MAX_HINGE_CELLS / Math.max(1, numbers * rows.size());
        return (int) Math.min(hinges, each);
    }

    /// Column 0 is the value within the ends, column `c` the hinge at knot `c`.
    private static double basis(double[] knots, int column, double value) {
        double within = Math.clamp(value, knots[0], knots[knots.length - 1]);
        return column == 0 ? within : Math.max(0, within - knots[column]);
    }

    private static Spline spline(Rows rows, int feature, int hinges) {
        var values =
                Arrays.stream(rows.x())
                        .mapToDouble(row -> row[feature])
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
        boolean missing = values.length < rows.size();
        var knots = knots(values, hinges);
        int columns = Math.max(1, knots.length - 1);
        var mean = new double[columns];
        var scale = new double[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            mean[c] = Arrays.stream(values).map(v -> basis(knots, column, v)).average().orElse(0);
            double square =
                    Arrays.stream(values)
                            .map(v -> basis(knots, column, v) - mean[column])
                            .map(d -> d * d)
                            .average()
                            .orElse(0);
            scale[c] = square > 0 ? Math.sqrt(square) : 1;
        }
        return new Spline(feature, knots, mean, scale, missing);
    }

    /// Both ends and the distinct quantiles between them.
    private static double[] knots(double[] sorted, int hinges) {
        if (sorted.length == 0) {
            return new double[] {0};
        }
        double low = quantile(sorted, TAIL);
        double high = quantile(sorted, 1 - TAIL);
        if (!(low < high)) {
            low = sorted[0];
            high = sorted[sorted.length - 1];
        }
        var inner = DoubleStream.builder();
        for (int i = 1; i <= hinges; i++) {
            inner.add(quantile(sorted, (double) i / (hinges + 1)));
        }
        double from = low;
        double to = high;
        return DoubleStream.concat(
                        DoubleStream.of(low, high),
                        inner.build().filter(knot -> knot > from && knot < to))
                .sorted()
                .distinct()
                .toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static OneHot categories(Rows rows, int feature) {
        var seen = new int[rows.categories(feature)];
        boolean missing = false;
        for (var row : rows.x()) {
            if (Double.isNaN(row[feature])) {
                missing = true;
            } else {
                seen[(int) row[feature]]++;
            }
        }
        var column = new int[seen.length];
        int columns = 0;
        for (int c = 0; c < seen.length; c++) {
            column[c] = seen[c] >= MIN_CATEGORY_ROWS ? columns++ : -1;
        }
        return new OneHot(feature, column, columns + (missing ? 1 : 0), missing);
    }

    int width() {
        return width;
    }

    double[][] matrix(double[][] x) {
        var matrix = new double[x.length][width];
        for (int i = 0; i < x.length; i++) {
            int first = 0;
            for (var block : blocks) {
                block.fill(x[i][block.feature()], matrix[i], first);
                first += block.columns();
            }
        }
        return matrix;
    }

    /// What the weights mean for each feature of the contract.
    List<Shape> shapes(double[] weights, double[][] x) {
        var shapes = new ArrayList<Shape>();
        for (int f = 0; f < features; f++) {
            shapes.add(new Shape.None());
        }
        int first = 0;
        for (var block : blocks) {
            var own = Arrays.copyOfRange(weights, first, first + block.columns());
            var shape = shape(block, own, 0);
            double mean =
                    Arrays.stream(x)
                            .mapToDouble(row -> shape.at(row[block.feature()]))
                            .average()
                            .orElse(0);
            shapes.set(block.feature(), shape(block, own, mean));
            first += block.columns();
        }
        return shapes;
    }

    private static Shape shape(Block block, double[] weights, double mean) {
        return switch (block) {
            case Spline spline ->
                    new Shape.Curve(
                            spline.knots(),
                            Arrays.stream(spline.knots())
                                    .map(knot -> weigh(block, knot, weights))
                                    .toArray(),
                            weigh(block, Double.NaN, weights),
                            mean);
            case OneHot categories -> {
                var values = new double[categories.column().length];
                for (int c = 0; c < values.length; c++) {
                    values[c] = weigh(block, c, weights);
                }
                yield new Shape.Table(values, weigh(block, Double.NaN, weights), mean);
            }
        };
    }

    private static double weigh(Block block, double value, double[] weights) {
        var row = new double[weights.length];
        block.fill(value, row, 0);
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            sum += row[c] * weights[c];
        }
        return sum;
    }
}
