package io.holdfast.adapters.ml.compiled;

/// The branches at one depth of some trees, each array by branch: what an explanation needs of them
/// and what does not depend on the row. At most 70 bytes per branch.
///
/// The branches that are inside their parent come first, then those outside, both in the order of
/// their parents. So where all children of a level are branches, its arrays are the two halves of
/// the next level's, and a loop over them reads memory in order.
final class ShapLevel {

    final int size;

    /// How many are inside their parent.
    final int inner;

    /// The parent's position in the level above.
    final int[] above;

    final int[] feature;
    final double[] low;
    final double[] high;
    final boolean[] missingInside;

    /// Of the training rows at the branch, the share that passes its test.
    final double[] share;

    /// Of all training rows, the share that passes the earlier tests of the branch's feature on the
    /// path here, each taken among the rows that reach it; 1 where there are none.
    final double[] before;

    /// The children's values where they are leaves.
    final double[] inside;

    final double[] outside;

    /// The branches whose feature was tested before on their path.
    final int[] repeated;

    /// Level and position of the latest such test, one for each in `repeated`.
    final byte[] earlierLevel;

    final int[] earlierAt;

    /// 1 where the path went on inside that test, -1 outside.
    final byte[] earlierSide;

    /// @param at the branches' positions in the ensemble
    /// @param levels of the same trees, those above filled in
    ShapLevel(TreeEnsemble trees, int[] at, int inner, int[] above, ShapLevel[] levels, int depth) {
        this.size = at.length;
        this.inner = inner;
        this.above = above;
        feature = new int[size];
        low = new double[size];
        high = new double[size];
        missingInside = new boolean[size];
        share = new double[size];
        before = new double[size];
        inside = new double[size];
        outside = new double[size];
        var earlier = new Earlier[size];
        int repeats = 0;
        for (int i = 0; i < size; i++) {
            copy(trees, at[i], i);
            earlier[i] = earlier(levels, depth, i);
            before[i] = earlier[i].share(levels);
            repeats += earlier[i].side == 0 ? 0 : 1;
        }
        repeated = new int[repeats];
        earlierLevel = new byte[repeats];
        earlierAt = new int[repeats];
        earlierSide = new byte[repeats];
        int r = 0;
        for (int i = 0; i < size; i++) {
            if (earlier[i].side != 0) {
                repeated[r] = i;
                earlierLevel[r] = (byte) earlier[i].level;
                earlierAt[r] = earlier[i].at;
                earlierSide[r++] = (byte) earlier[i].side;
            }
        }
    }

    /// A zero keeps no sign, so that the sign of a difference tells on which side a value is.
    private void copy(TreeEnsemble trees, int at, int to) {
        int in = trees.child[2 * at];
        int out = trees.child[2 * at + 1];
        feature[to] = trees.feature[at];
        low[to] = trees.low[at] + 0.0;
        high[to] = trees.high[at] + 0.0;
        missingInside[to] = trees.missingInside[at];
        share[to] = (double) trees.cover[in] / trees.cover[at];
        inside[to] = trees.isLeaf(in) ? trees.value[in] : 0;
        outside[to] = trees.isLeaf(out) ? trees.value[out] : 0;
    }

    private Earlier earlier(ShapLevel[] levels, int depth, int branch) {
        int side = branch < inner ? 1 : -1;
        int at = above[branch];
        for (int level = depth - 1; level >= 0; level--) {
            var parents = levels[level];
            if (parents.feature[at] == feature[branch]) {
                return new Earlier(level, at, side);
            }
            side = at < parents.inner ? 1 : -1;
            at = parents.above[at];
        }
        return Earlier.NONE;
    }

    /// The latest test of the same feature; a side of 0 is none.
    private record Earlier(int level, int at, int side) {
        private static final Earlier NONE = new Earlier(0, 0, 0);

        double share(ShapLevel[] levels) {
            return switch (side) {
                case 1 -> levels[level].before[at] * levels[level].share[at];
                case -1 -> levels[level].before[at] * (1 - levels[level].share[at]);
                default -> 1;
            };
        }
    }
}
