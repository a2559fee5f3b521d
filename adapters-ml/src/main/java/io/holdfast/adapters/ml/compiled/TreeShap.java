package io.holdfast.adapters.ml.compiled;

/// Exact path-dependent Shapley values of a sum of trees (the values of Lundberg et al., "Consistent
/// individualized feature attribution for tree ensembles", 2018), in O(leaves * depth / 2).
///
/// A leaf of value `v` is reached through the features `j` of its path. `z_j` is the share of
/// training rows that pass the path's tests of `j`, `o_j` is 1 if the row itself passes them, else
/// 0. With the Shapley weights written as integrals, `k! (m-1-k)! / m! = B(k+1, m-k)`, the leaf's
/// part in the value of feature `i` is
///
///     v (o_i - z_i) * integral over t in [0,1] of  product over j != i of (t o_j + (1-t) z_j)
///
/// The integrand is a polynomial in `t` whose degree is below the number of features on the path,
/// so a Gauss-Legendre rule with half as many points is exact. Every factor is positive at these
/// points; therefore a factor can be taken out again by division, and one walk down (products) and
/// up (sums) serves all leaves below an edge at once.
final class TreeShap {

    private final TreeEnsemble trees;
    private final double[] t;
    private final double[] weight;

    TreeShap(TreeEnsemble trees) {
        this.trees = trees;
        var rule = Quadrature.ofPoints((Math.max(1, trees.maxDepth()) + 1) / 2);
        this.t = rule.points();
        this.weight = rule.weights();
    }

    /// Adds the values to `phi`, one for each feature.
    void addTo(double[] phi, double[] x) {
        var walk = new Walk(phi, x);
        for (int root : trees.root) {
            walk.start(root);
        }
    }

    /// The state of one walk through a tree; level 0 is above the root.
    private final class Walk {
        private final int points = t.length;
        private final double[] phi;
        private final double[] x;

        /// The edge that leads to each level: its feature, and the accumulated `o` and `z` of that
        /// feature.
        private final int[] feature = new int[trees.maxDepth() + 1];

        private final double[] one = new double[trees.maxDepth() + 1];
        private final double[] zero = new double[trees.maxDepth() + 1];

        /// `product[level * points + q]`: the product over the path's features at point `q`.
        private final double[] product = new double[(trees.maxDepth() + 1) * points];

        /// `sum[level * points + q]`: leaf values times their products, below a level.
        private final double[] sum = new double[(trees.maxDepth() + 2) * points];

        Walk(double[] phi, double[] x) {
            this.phi = phi;
            this.x = x;
            feature[0] = -1;
            for (int q = 0; q < points; q++) {
                product[q] = 1;
            }
        }

        void start(int root) {
            clear(0);
            visit(root, 0);
        }

        private void clear(int level) {
            for (int q = 0; q < points; q++) {
                sum[level * points + q] = 0;
            }
        }

        /// Adds the subtree's leaves to the sum of the level.
        private void visit(int at, int level) {
            int here = level * points;
            if (trees.isLeaf(at)) {
                double value = trees.value[at];
                for (int q = 0; q < points; q++) {
                    sum[here + q] += value * product[here + q];
                }
                return;
            }
            int split = trees.feature[at];
            boolean passes = trees.passes(at, x[split]);
            int earlier = earlier(split, level);
            int inside = trees.child[2 * at];
            int outside = trees.child[2 * at + 1];
            double total = trees.cover[at];
            follow(inside, level + 1, split, passes, trees.cover[inside] / total, earlier);
            follow(outside, level + 1, split, !passes, trees.cover[outside] / total, earlier);
        }

        /// The deepest level at or above `level` whose edge tests the feature, or 0.
        private int earlier(int split, int level) {
            int found = level;
            while (found > 0 && feature[found] != split) {
                found--;
            }
            return found;
        }

        private void follow(
                int at, int level, int split, boolean taken, double share, int earlier) {
            boolean again = earlier > 0;
            double oneBefore = again ? one[earlier] : 1;
            double zeroBefore = again ? zero[earlier] : 1;
            double oneNow = taken ? oneBefore : 0;
            double zeroNow = zeroBefore * share;
            feature[level] = split;
            one[level] = oneNow;
            zero[level] = zeroNow;
            int above = (level - 1) * points;
            int here = level * points;
            for (int q = 0; q < points; q++) {
                double factor = t[q] * oneNow + (1 - t[q]) * zeroNow;
                double before = again ? t[q] * oneBefore + (1 - t[q]) * zeroBefore : 1;
                product[here + q] = product[above + q] * factor / before;
                sum[here + q] = 0;
            }
            visit(at, level);
            double gained = 0;
            for (int q = 0; q < points; q++) {
                double below = sum[here + q] * weight[q];
                gained += below * (oneNow - zeroNow) / (t[q] * oneNow + (1 - t[q]) * zeroNow);
                if (again) {
                    gained -=
                            below
                                    * (oneBefore - zeroBefore)
                                    / (t[q] * oneBefore + (1 - t[q]) * zeroBefore);
                }
                sum[above + q] += sum[here + q];
            }
            phi[split] += gained;
        }
    }
}
