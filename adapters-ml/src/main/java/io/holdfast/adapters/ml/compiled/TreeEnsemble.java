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

    private static final int SIDE_BY_SIDE = 4;

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
                int next = flatten(b.outside(), outside);
                cover[at] = cover[inside] + cover[outside];
                return next;
            }
        }
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
            if (Double.isNaN(v)) {
                return sumWithMissing(x, from, to);
            }
        }
        double sum = 0;
        int t = from;
        for (; t + SIDE_BY_SIDE <= to; t += SIDE_BY_SIDE) {
            int a = root[t];
            int b = root[t + 1];
            int c = root[t + 2];
            int d = root[t + 3];
            int steps =
                    Math.max(
                            Math.max(depth[t], depth[t + 1]), Math.max(depth[t + 2], depth[t + 3]));
            for (int i = 0; i < steps; i++) {
                a = step(x, a);
                b = step(x, b);
                c = step(x, c);
                d = step(x, d);
            }
            sum += value[a] + value[b] + value[c] + value[d];
        }
        for (; t < to; t++) {
            int a = root[t];
            for (int i = 0; i < depth[t]; i++) {
                a = step(x, a);
            }
            sum += value[a];
        }
        return sum;
    }

    /// Both comparisons are always made: without a short cut there is no jump to mispredict.
    @SuppressWarnings("ShortCircuitBoolean")
    private int step(double[] x, int at) {
        double v = x[feature[at]];
        return child[2 * at + (v >= low[at] & v <= high[at] ? 0 : 1)];
    }

    private double sumWithMissing(double[] x, int from, int to) {
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
