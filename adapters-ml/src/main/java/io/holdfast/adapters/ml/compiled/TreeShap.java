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

        /// The deepest level at or above the present one whose edge tests a feature, or 0.
        private final int[] tested;

        /// Whether the row passes all tests of the edge's feature down to here.
        private final boolean[] one = new boolean[LEVELS];

        /// The share of training rows that does.
        private final double[] zero = new double[LEVELS];

        /// Leaf values times their products at each point, added up below a level.
        private final double[] sum = new double[LEVELS * POINTS];

        Walk(double[] phi, double[] x) {
            this.phi = phi;
            this.x = x;
            this.tested = new int[x.length];
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
            int earlier = tested[split];
            if (earlier == 0 && trees.isLeaf(inside) && trees.isLeaf(outside)) {
                pair(at, here, split, passes, p0, p1, p2, p3);
                return;
            }
            tested[split] = level + 1;
            double all = trees.cover[at];
            double gained =
                    edge(
                            inside,
                            level + 1,
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
            tested[split] = earlier;
        }

        /// A branch with two leaves, which many branches are, without a walk: what the feature
        /// gains is an integral over the path above.
        private void pair(
                int at,
                int here,
                int split,
                boolean passes,
                double p0,
                double p1,
                double p2,
                double p3) {
            int inside = trees.child[2 * at];
            int outside = trees.child[2 * at + 1];
            double share = (double) trees.cover[inside] / trees.cover[at];
            double in = trees.value[inside];
            double out = trees.value[outside];
            double mean = share * in + (1 - share) * out;
            double now = passes ? in : out;
            phi[split] += (now - mean) * (OUTER * (p0 + p3) + INNER * (p1 + p2));
            sum[here] = p0 * (T0 * now + T3 * mean);
            sum[here + 1] = p1 * (T1 * now + T2 * mean);
            sum[here + 2] = p2 * (T2 * now + T1 * mean);
            sum[here + 3] = p3 * (T3 * now + T0 * mean);
        }

        /// Walks below an edge and returns what its feature gains there. Where the feature was
        /// tested before, its earlier factor is replaced, and the earlier edge's gain taken back.
        private double edge(
                int at,
                int level,
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
                return oneNow ? (1 - zeroNow) * without(level, f0, f1, f2, f3) : lost(level);
            }
            double b0 = 1 / (T0 + T3 * zeroBefore);
            double b1 = 1 / (T1 + T2 * zeroBefore);
            double b2 = 1 / (T2 + T1 * zeroBefore);
            double b3 = 1 / (T3 + T0 * zeroBefore);
            node(at, level, p0 * f0 * b0, p1 * f1 * b1, p2 * f2 * b2, p3 * f3 * b3);
            int here = level * POINTS;
            double before =
                    OUTER * (sum[here] * b0 + sum[here + 3] * b3)
                            + INNER * (sum[here + 1] * b1 + sum[here + 2] * b2);
            return (oneNow ? (1 - zeroNow) * without(level, f0, f1, f2, f3) : lost(level))
                    - (1 - zeroBefore) * before;
        }

        /// What a feature gains below an edge that the row does not take: `o` is 0, and its `z`
        /// cancels out of `(0 - z) / ((1 - t) z)`.
        private double lost(int level) {
            int here = level * POINTS;
            return -(OUTER / T3) * sum[here]
                    - (INNER / T2) * sum[here + 1]
                    - (INNER / T1) * sum[here + 2]
                    - (OUTER / T0) * sum[here + 3];
        }

        /// The sum of the level without a factor, integrated.
        private double without(int level, double f0, double f1, double f2, double f3) {
            int here = level * POINTS;
            return OUTER * (sum[here] / f0 + sum[here + 3] / f3)
                    + INNER * (sum[here + 1] / f1 + sum[here + 2] / f2);
        }
    }
}
