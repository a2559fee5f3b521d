package io.holdfast.adapters.ml.compiled;

import java.util.ArrayList;
import java.util.List;

/// A sum of decision trees, flattened into primitive arrays in preorder.
///
/// A node tests `low <= x <= high`: a number's threshold is `high` below an infinite `low`, a
/// category is both. A leaf is its own child, so that four trees can be walked side by side for a
/// fixed number of steps, without a branch that the processor could mispredict.
public final class TreeEnsemble {

    /// Deeper trees are refused: the exactness of an explanation rests on this bound.
    public static final int MAX_DEPTH = 8;

    private static final int SIDE_BY_SIDE = 8;

    /// Set in a packed node whose test is for one category.
    private static final long CATEGORY = 1L << 63;

    private static final int WORDS = 2;
    private static final int SIGN = Long.SIZE - 1;

    /// What `sum` reads of a node, in two neighbouring words, so that a step touches one cache
    /// line: the bits of `high`, `NaN` in a leaf; then `CATEGORY`, the feature, and in the lower
    /// half how many nodes lie between this one and its outside child, -1 in a leaf. The inside
    /// child is always the next node.
    private final long[] packed;

    final int[] feature;
    final double[] low;
    final double[] high;

    /// `child[2 * i]` inside, `child[2 * i + 1]` outside; both `i` in a leaf.
    final int[] child;

    final boolean[] missingInside;
    final double[] value;

    /// Training rows that pass a node.
    final int[] cover;

    final int[] root;
    final int[] depth;

    public TreeEnsemble(List<TreeNode> trees) {
        int nodes = trees.stream().mapToInt(TreeNode::size).sum();
        packed = new long[WORDS * nodes];
        feature = new int[nodes];
        low = new double[nodes];
        high = new double[nodes];
        child = new int[2 * nodes];
        missingInside = new boolean[nodes];
        value = new double[nodes];
        cover = new int[nodes];
        root = new int[trees.size()];
        depth = new int[trees.size()];
        int next = 0;
        for (int t = 0; t < root.length; t++) {
            root[t] = next;
            depth[t] = trees.get(t).depth();
            if (depth[t] > MAX_DEPTH) {
                throw new IllegalArgumentException("a tree is deeper than " + MAX_DEPTH);
            }
            next = flatten(trees.get(t), next);
        }
    }

    /// Returns the first free position after the node's subtree.
    private int flatten(TreeNode node, int at) {
        switch (node) {
            case TreeNode.Leaf(double leafValue, int leafCover) -> {
                child[2 * at] = at;
                child[2 * at + 1] = at;
                pack(at, Double.NEGATIVE_INFINITY, 0, at);
                value[at] = leafValue;
                cover[at] = leafCover;
                return at + 1;
            }
            case TreeNode.Branch b -> {
                feature[at] = b.feature();
                low[at] = b.category() ? b.at() : Double.NEGATIVE_INFINITY;
                high[at] = b.at();
                missingInside[at] = b.missingInside();
                int inside = at + 1;
                int outside = flatten(b.inside(), inside);
                child[2 * at] = inside;
                child[2 * at + 1] = outside;
                pack(at, b.at(), b.category() ? CATEGORY : 0, outside);
                int next = flatten(b.outside(), outside);
                cover[at] = cover[inside] + cover[outside];
                return next;
            }
        }
    }

    private void pack(int at, double high, long category, int outside) {
        int jump = outside - at - 1;
        packed[WORDS * at] = Double.doubleToRawLongBits(high + 0.0);
        packed[WORDS * at + 1] =
                category | ((long) feature[at] << Integer.SIZE) | (jump & 0xffff_ffffL);
    }

    public int size() {
        return root.length;
    }

    /// How many nodes of a tree are no leaves: one less than the leaves are.
    int branches(int tree) {
        int end = tree + 1 < root.length ? root[tree + 1] : value.length;
        return (end - root[tree]) / 2;
    }

    /// The trees as they were given.
    public List<TreeNode> trees() {
        var trees = new ArrayList<TreeNode>(root.length);
        for (int at : root) {
            trees.add(node(at));
        }
        return trees;
    }

    private TreeNode node(int at) {
        if (isLeaf(at)) {
            return new TreeNode.Leaf(value[at], cover[at]);
        }
        return new TreeNode.Branch(
                feature[at],
                low[at] != Double.NEGATIVE_INFINITY,
                high[at],
                missingInside[at],
                node(child[2 * at]),
                node(child[2 * at + 1]));
    }

    boolean isLeaf(int at) {
        return child[2 * at] == at;
    }

    /// Whether a value passes the test of an inner node.
    boolean passes(int at, double x) {
        return Double.isNaN(x) ? missingInside[at] : x >= low[at] && x <= high[at];
    }

    /// The sum of the leaves that a row ends in; allocates nothing.
    public double sum(double[] x) {
        return sum(x, 0, root.length);
    }

    /// As `sum`, of the trees `from` (inclusive) to `to` (exclusive) only.
    public double sum(double[] x, int from, int to) {
        for (double v : x) {
            if (!Double.isFinite(v)) {
                return sumOneByOne(x, from, to);
            }
        }
        double sum = 0;
        int t = from;
        for (; t + SIDE_BY_SIDE <= to; t += SIDE_BY_SIDE) {
            sum = addSideBySide(sum, x, t);
        }
        if (t + SIDE_BY_SIDE / 2 <= to) {
            double four = leaf(x, t) + leaf(x, t + 1) + leaf(x, t + 2) + leaf(x, t + 3);
            sum += four;
            t += SIDE_BY_SIDE / 2;
        }
        for (; t < to; t++) {
            sum += leaf(x, t);
        }
        return sum;
    }

    private double leaf(double[] x, int tree) {
        int at = root[tree];
        for (int i = 0; i < depth[tree]; i++) {
            at = step(x, at);
        }
        return value[at];
    }

    /// Eight trees take their steps in turn, so that the processor need not wait for one's memory.
    private double addSideBySide(double sum, double[] x, int t) {
        int a = root[t];
        int b = root[t + 1];
        int c = root[t + 2];
        int d = root[t + 3];
        int e = root[t + 4];
        int f = root[t + 5];
        int g = root[t + 6];
        int h = root[t + 7];
        int steps = 0;
        for (int i = t; i < t + SIDE_BY_SIDE; i++) {
            steps = Math.max(steps, depth[i]);
        }
        for (int i = 0; i < steps; i++) {
            a = step(x, a);
            b = step(x, b);
            c = step(x, c);
            d = step(x, d);
            e = step(x, e);
            f = step(x, f);
            g = step(x, g);
            h = step(x, h);
        }
        // Four and four: the order of the additions is part of what a score is.
        double half = sum + (value[a] + value[b] + value[c] + value[d]);
        return half + (value[e] + value[f] + value[g] + value[h]);
    }

    /// The two comparisons are read from the sign bits of differences, and the way is added up:
    /// there is no jump to mispredict. A difference of finite numbers has the right sign, and none
    /// where they are equal; adding 0 takes the sign from a negative zero.
    private int step(double[] x, int at) {
        long node = packed[WORDS * at + 1];
        double high = Double.longBitsToDouble(packed[WORDS * at]);
        double v = x[(int) (node >>> Integer.SIZE) & Integer.MAX_VALUE];
        long above = Double.doubleToRawLongBits(high - v) >> SIGN;
        long below = Double.doubleToRawLongBits(v - high + 0.0) >> SIGN;
        long outside = above | (below & (node >> SIGN));
        return at + 1 + ((int) node & (int) outside);
    }

    /// For rows with values that are missing or infinite.
    private double sumOneByOne(double[] x, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            int at = root[t];
            while (!isLeaf(at)) {
                at = child[2 * at + (passes(at, x[feature[at]]) ? 0 : 1)];
            }
            sum += value[at];
        }
        return sum;
    }

    /// The mean of `sum` over the training rows, by their counts in the leaves.
    public double mean() {
        double mean = 0;
        for (int t = 0; t < root.length; t++) {
            double total = 0;
            int end = t + 1 < root.length ? root[t + 1] : value.length;
            for (int at = root[t]; at < end; at++) {
                if (isLeaf(at)) {
                    total += value[at] * cover[at];
                }
            }
            mean += total / cover[root[t]];
        }
        return mean;
    }
}
