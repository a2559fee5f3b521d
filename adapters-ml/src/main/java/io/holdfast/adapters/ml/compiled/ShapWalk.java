package io.holdfast.adapters.ml.compiled;

import java.util.Arrays;
import java.util.List;

/// The working memory of one explanation, and the loops over it; `TreeShap` says what they compute.
///
/// Every loop runs from 0 over arrays that are read and written at the same position, without a
/// branch: so the JIT compiler turns it into vector instructions. A loop that starts at a variable
/// position it leaves as it is, which is why each level has arrays of its own.
final class ShapWalk {

    private final Level[] levels;

    /// Has room for the largest level of any group.
    ShapWalk(List<ShapGroup> groups) {
        var sizes = new int[TreeEnsemble.MAX_DEPTH];
        for (var group : groups) {
            for (int l = 0; l < group.levels().length; l++) {
                sizes[l] = Math.max(sizes[l], group.levels()[l].size);
            }
        }
        levels = Arrays.stream(sizes).mapToObj(Level::new).toArray(Level[]::new);
    }

    /// Adds a group's values to `phi`.
    void addTo(double[] phi, double[] x, ShapGroup group) {
        boolean finite = true;
        for (double value : x) {
            finite &= Math.abs(value) <= Double.MAX_VALUE;
        }
        int count = group.levels().length;
        for (int l = 0; l < count; l++) {
            var trees = group.levels()[l];
            var level = levels[l];
            level.test(trees, x, finite);
            close(trees, level);
            System.arraycopy(trees.inside, 0, level.inside, 0, trees.size);
            System.arraycopy(trees.outside, 0, level.outside, 0, trees.size);
            Arrays.fill(level.gain, 0, trees.size, 0);
        }
        Arrays.fill(levels[0].reach, 0, group.levels()[0].size, 1);
        var rule = group.rule();
        for (int p = 0; p < rule.points().length; p++) {
            point(group.levels(), rule.points()[p], rule.weights()[p]);
        }
        for (int l = 0; l < count; l++) {
            var feature = group.levels()[l].feature;
            var gain = levels[l].gain;
            for (int i = 0; i < feature.length; i++) {
                phi[feature[i]] += gain[i];
            }
        }
    }

    /// Takes out the branches whose feature the row has failed before: what they ask does not
    /// matter any more. The bits of a negative number are masked in, because a jump would be
    /// mispredicted.
    private void close(ShapLevel trees, Level level) {
        for (int r = 0; r < trees.repeated.length; r++) {
            double earlier = levels[trees.earlierLevel[r]].lean[trees.earlierAt[r]];
            double towards = 0.0 - earlier * trees.earlierSide[r];
            long open = Double.doubleToRawLongBits(towards) >> 63;
            int i = trees.repeated[r];
            level.lean[i] =
                    Double.longBitsToDouble(Double.doubleToRawLongBits(level.lean[i]) & open);
        }
    }

    private void point(ShapLevel[] trees, double t, double weight) {
        int last = trees.length - 1;
        for (int l = 0; l < last; l++) {
            levels[l].down(trees[l], t, weight);
            levels[l].handDown(trees[l + 1], levels[l + 1].reach, trees[l].size);
        }
        levels[last].turn(trees[last], t, weight);
        for (int l = last - 1; l >= 0; l--) {
            levels[l].takeUp(trees[l + 1], levels[l + 1].sum, trees[l].size);
            levels[l].up(trees[l].size);
        }
    }

    /// All arrays by branch, as in `ShapLevel`.
    private static final class Level {

        /// `h - z`: above 0 where the row goes inside, below where outside, 0 where taken out.
        final double[] lean;

        /// The product of the factors of the path, at the present point.
        final double[] reach;

        /// The factor of the edge inside; that of the edge outside is 1 minus it.
        final double[] factor;

        /// What the reach becomes inside and outside.
        final double[] reachInside;

        final double[] reachOutside;

        /// What the branch's feature gains by a difference of 1 between inside and outside.
        final double[] worth;

        /// Leaf values times the factors below, summed.
        final double[] inside;

        final double[] outside;
        final double[] sum;

        /// What the branch's feature gains, over the points so far.
        final double[] gain;

        Level(int size) {
            lean = new double[size];
            reach = new double[size];
            factor = new double[size];
            reachInside = new double[size];
            reachOutside = new double[size];
            worth = new double[size];
            inside = new double[size];
            outside = new double[size];
            sum = new double[size];
            gain = new double[size];
        }

        void test(ShapLevel trees, double[] x, boolean finite) {
            var value = sum;
            for (int i = 0; i < trees.size; i++) {
                value[i] = x[trees.feature[i]];
            }
            test(trees.size, trees.low, trees.high, trees.share, value, lean);
            if (finite) {
                return;
            }
            for (int i = 0; i < trees.size; i++) {
                double v = value[i];
                if (!(Math.abs(v) <= Double.MAX_VALUE)) {
                    boolean passes =
                            Double.isNaN(v)
                                    ? trees.missingInside[i]
                                    : v >= trees.low[i] && v <= trees.high[i];
                    lean[i] = (passes ? 1 : 0) - trees.share[i];
                }
            }
        }

        /// The sign bit of a difference is the comparison, as long as no zero has a sign.
        private static void test(
                int size,
                double[] low,
                double[] high,
                double[] share,
                double[] value,
                double[] lean) {
            for (int i = 0; i < size; i++) {
                double v = value[i] + 0.0;
                long fails =
                        Double.doubleToRawLongBits(high[i] - v)
                                | Double.doubleToRawLongBits(v - low[i]);
                lean[i] = 1 + (fails >> 63) - share[i];
            }
        }

        void down(ShapLevel trees, double t, double weight) {
            down(
                    trees.size,
                    t,
                    weight,
                    trees.share,
                    trees.before,
                    lean,
                    reach,
                    factor,
                    worth,
                    reachInside,
                    reachOutside);
        }

        private static void down(
                int size,
                double t,
                double weight,
                double[] share,
                double[] before,
                double[] lean,
                double[] reach,
                double[] factor,
                double[] worth,
                double[] reachInside,
                double[] reachOutside) {
            for (int i = 0; i < size; i++) {
                double b = before[i];
                double scale = 1 / (b + t * (1 - b));
                double scaled = scale * lean[i];
                double f = share[i] + t * scaled;
                double in = reach[i] * f;
                factor[i] = f;
                reachInside[i] = in;
                reachOutside[i] = reach[i] - in;
                worth[i] = weight * b * scale * scaled * reach[i];
            }
        }

        /// Both ways at once, where all children are leaves.
        void turn(ShapLevel trees, double t, double weight) {
            turn(
                    trees.size,
                    t,
                    weight,
                    trees.share,
                    trees.before,
                    trees.inside,
                    trees.outside,
                    lean,
                    reach,
                    gain,
                    sum);
        }

        private static void turn(
                int size,
                double t,
                double weight,
                double[] share,
                double[] before,
                double[] inside,
                double[] outside,
                double[] lean,
                double[] reach,
                double[] gain,
                double[] sum) {
            for (int i = 0; i < size; i++) {
                double b = before[i];
                double scale = 1 / (b + t * (1 - b));
                double scaled = scale * lean[i];
                double difference = inside[i] - outside[i];
                gain[i] += weight * b * scale * scaled * reach[i] * difference;
                sum[i] = outside[i] + (share[i] + t * scaled) * difference;
            }
        }

        void up(int size) {
            up(size, inside, outside, factor, worth, gain, sum);
        }

        private static void up(
                int size,
                double[] inside,
                double[] outside,
                double[] factor,
                double[] worth,
                double[] gain,
                double[] sum) {
            for (int i = 0; i < size; i++) {
                double difference = inside[i] - outside[i];
                gain[i] += worth[i] * difference;
                sum[i] = outside[i] + factor[i] * difference;
            }
        }

        /// Gives the branches below what reaches them.
        void handDown(ShapLevel below, double[] reached, int size) {
            if (below.size == 2 * size) {
                System.arraycopy(reachInside, 0, reached, 0, size);
                System.arraycopy(reachOutside, 0, reached, size, size);
                return;
            }
            for (int i = 0; i < below.inner; i++) {
                reached[i] = reachInside[below.above[i]];
            }
            for (int i = below.inner; i < below.size; i++) {
                reached[i] = reachOutside[below.above[i]];
            }
        }

        /// Takes the sums of the branches below; a leaf's value stays what it was.
        void takeUp(ShapLevel below, double[] sums, int size) {
            if (below.size == 2 * size) {
                System.arraycopy(sums, 0, inside, 0, size);
                System.arraycopy(sums, size, outside, 0, size);
                return;
            }
            for (int i = 0; i < below.inner; i++) {
                inside[below.above[i]] = sums[i];
            }
            for (int i = below.inner; i < below.size; i++) {
                outside[below.above[i]] = sums[i];
            }
        }
    }
}
