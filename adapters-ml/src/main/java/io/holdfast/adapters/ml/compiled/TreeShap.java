package io.holdfast.adapters.ml.compiled;

/// Exact path-dependent Shapley values of a sum of trees (the values of Lundberg et al., "Consistent
/// individualized feature attribution for tree ensembles", 2018), in time proportional to the nodes.
///
/// A leaf of value `v` is reached through the features `j` of its path. `z_j` is the share of
/// training rows that pass the path's tests of `j`, `o_j` is 1 if the row itself passes them, else
/// 0. With the Shapley weights written as integrals, `k! (m-1-k)! / m! = B(k+1, m-k)`, the leaf's
/// part in the value of feature `i` is
///
///     v (o_i - z_i) * integral over t in [0,1] of  product over j != i of (t o_j + (1-t) z_j)
///
/// The integrand is a polynomial in `t` of a degree below the number of features on the path, at
/// most 7 in a tree of depth 8, and Gauss-Legendre quadrature with four points is exact up to
/// degree 7. Every factor is positive at these points; therefore a factor can be taken out again by
/// division, and one walk down (products) and up (sums) serves all leaves below an edge at once.
final class TreeShap {

    private static final int POINTS = 4;

    /// Points and weights of the four-point rule on [0, 1].
    private static final double T0 = (1 - Math.sqrt(3.0 / 7 + 2.0 / 7 * Math.sqrt(6.0 / 5))) / 2;

    private static final double T1 = (1 - Math.sqrt(3.0 / 7 - 2.0 / 7 * Math.sqrt(6.0 / 5))) / 2;
    private static final double T2 = 1 - T1;
    private static final double T3 = 1 - T0;
    private static final double OUTER = (18 - Math.sqrt(30)) / 72;
    private static final double INNER = (18 + Math.sqrt(30)) / 72;

    private final TreeEnsemble trees;

    TreeShap(TreeEnsemble trees) {
        this.trees = trees;
    }

    /// Adds the values to `phi`, one for each feature.
    void addTo(double[] phi, double[] x) {
        var walk = new Walk(phi, x);
        for (int root : trees.root) {
            walk.node(root, 0, 1, 1, 1, 1);
        }
    }

    /// The state of one walk. The edge that leads to level `n` is kept at position `n`; level 0 is
    /// a root, which no edge leads to.
    private final class Walk {
        private static final int LEVELS = TreeEnsemble.MAX_DEPTH + 1;

        private final double[] phi;
        private final double[] x;
        private final int[] feature = new int[LEVELS];

        /// Whether the row passes all tests of the edge's feature down to here.
        private final boolean[] one = new boolean[LEVELS];

        /// The share of training rows that does.
        private final double[] zero = new double[LEVELS];

        /// Leaf values times their products at each point, added up below a level.
        private final double[] sum = new double[LEVELS * POINTS];

        Walk(double[] phi, double[] x) {
            this.phi = phi;
            this.x = x;
        }

        /// Sets the sum of the level from the products `p` of the path that leads here.
        void node(int at, int level, double p0, double p1, double p2, double p3) {
            int here = level * POINTS;
            if (trees.isLeaf(at)) {
                double value = trees.value[at];
                sum[here] = value * p0;
                sum[here + 1] = value * p1;
                sum[here + 2] = value * p2;
                sum[here + 3] = value * p3;
                return;
            }
            int split = trees.feature[at];
            boolean passes = trees.passes(at, x[split]);
            int inside = trees.child[2 * at];
            int outside = trees.child[2 * at + 1];
            int earlier = level;
            while (earlier > 0 && feature[earlier] != split) {
                earlier--;
            }
            double all = trees.cover[at];
            double gained =
                    edge(
                            inside,
                            level + 1,
                            split,
                            earlier,
                            passes,
                            trees.cover[inside] / all,
                            p0,
                            p1,
                            p2,
                            p3);
            int below = here + POINTS;
            double s0 = sum[below];
            double s1 = sum[below + 1];
            double s2 = sum[below + 2];
            double s3 = sum[below + 3];
            gained +=
                    edge(
                            outside,
                            level + 1,
                            split,
                            earlier,
                            !passes,
                            trees.cover[outside] / all,
                            p0,
                            p1,
                            p2,
                            p3);
            sum[here] = s0 + sum[below];
            sum[here + 1] = s1 + sum[below + 1];
            sum[here + 2] = s2 + sum[below + 2];
            sum[here + 3] = s3 + sum[below + 3];
            phi[split] += gained;
        }

        /// Walks below an edge and returns what its feature gains there. Where the feature was
        /// tested before, its earlier factor is replaced, and the earlier edge's gain taken back.
        private double edge(
                int at,
                int level,
                int split,
                int earlier,
                boolean taken,
                double share,
                double p0,
                double p1,
                double p2,
                double p3) {
            boolean oneBefore = earlier == 0 || one[earlier];
            double zeroBefore = earlier == 0 ? 1 : zero[earlier];
            boolean oneNow = taken && oneBefore;
            double zeroNow = zeroBefore * share;
            feature[level] = split;
            one[level] = oneNow;
            zero[level] = zeroNow;
            if (!oneBefore) {
                // both factors are (1 - t) z: only the share changes, and the gains cancel out
                node(at, level, p0 * share, p1 * share, p2 * share, p3 * share);
                return 0;
            }
            double hot = oneNow ? 1 : 0;
            double f0 = T0 * hot + T3 * zeroNow;
            double f1 = T1 * hot + T2 * zeroNow;
            double f2 = T2 * hot + T1 * zeroNow;
            double f3 = T3 * hot + T0 * zeroNow;
            if (earlier == 0) {
                node(at, level, p0 * f0, p1 * f1, p2 * f2, p3 * f3);
                if (trees.isLeaf(at)) { // half of all edges: the factor need not be taken out again
                    return (hot - zeroNow)
                            * trees.value[at]
                            * (OUTER * (p0 + p3) + INNER * (p1 + p2));
                }
                return (hot - zeroNow) * integral(level, f0, f1, f2, f3);
            }
            double b0 = T0 + T3 * zeroBefore;
            double b1 = T1 + T2 * zeroBefore;
            double b2 = T2 + T1 * zeroBefore;
            double b3 = T3 + T0 * zeroBefore;
            node(at, level, p0 * f0 / b0, p1 * f1 / b1, p2 * f2 / b2, p3 * f3 / b3);
            return (hot - zeroNow) * integral(level, f0, f1, f2, f3)
                    - (1 - zeroBefore) * integral(level, b0, b1, b2, b3);
        }

        /// The sum of the level without a factor, integrated.
        private double integral(int level, double f0, double f1, double f2, double f3) {
            int here = level * POINTS;
            return OUTER * (sum[here] / f0 + sum[here + 3] / f3)
                    + INNER * (sum[here + 1] / f1 + sum[here + 2] / f2);
        }
    }
}
