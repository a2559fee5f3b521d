package io.holdfast.adapters.ml.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trees that are explained together, level by level.
///
/// @param rule exact for each of the trees
record ShapGroup(Quadrature rule, ShapLevel[] levels) {

    /// With more branches than this the working memory of an explanation leaves the fast cache;
    /// with fewer the loops over a level are short.
    static final int MAX_BRANCHES = 2048;

    /// Trees that need the same number of points are put together, in their order.
    static List<ShapGroup> of(TreeEnsemble trees) {
        var groups = new ArrayList<ShapGroup>();
        var features = new int[trees.size()];
        for (int t = 0; t < features.length; t++) {
            features[t] = featuresOnPath(trees, trees.root[t], new int[TreeEnsemble.MAX_DEPTH], 0);
        }
        // an odd number of features is an even degree, which takes the rule of the next one
        for (int most = 2; most <= TreeEnsemble.MAX_DEPTH; most += 2) {
            var rule = Quadrature.exactTo(most - 1);
            var roots = new int[trees.size()];
            int count = 0;
            int branches = 0;
            for (int t = 0; t < features.length; t++) {
                if (features[t] != most && features[t] != most - 1) {
                    continue;
                }
                int more = trees.branches(t);
                if (count > 0 && branches + more > MAX_BRANCHES) {
                    groups.add(new ShapGroup(rule, levels(trees, Arrays.copyOf(roots, count))));
                    count = 0;
                    branches = 0;
                }
                roots[count++] = trees.root[t];
                branches += more;
            }
            if (count > 0) {
                groups.add(new ShapGroup(rule, levels(trees, Arrays.copyOf(roots, count))));
            }
        }
        return groups;
    }

    /// The most different features on one path, of which `path[0, known)` lead here.
    private static int featuresOnPath(TreeEnsemble trees, int at, int[] path, int known) {
        if (trees.isLeaf(at)) {
            return known;
        }
        int now = known;
        int feature = trees.feature[at];
        if (Arrays.stream(path, 0, known).noneMatch(f -> f == feature)) {
            path[now++] = feature;
        }
        return Math.max(
                featuresOnPath(trees, trees.child[2 * at], path, now),
                featuresOnPath(trees, trees.child[2 * at + 1], path, now));
    }

    /// @param roots none of them a leaf
    private static ShapLevel[] levels(TreeEnsemble trees, int[] roots) {
        var levels = new ArrayList<ShapLevel>();
        var at = roots;
        var above = new int[roots.length];
        int inner = roots.length;
        while (at.length > 0) {
            levels.add(
                    new ShapLevel(
                            trees,
                            at,
                            inner,
                            above,
                            levels.toArray(ShapLevel[]::new),
                            levels.size()));
            var below = new int[2 * at.length];
            var parents = new int[2 * at.length];
            int next = 0;
            for (int side = 0; side < 2; side++) {
                for (int i = 0; i < at.length; i++) {
                    int child = trees.child[2 * at[i] + side];
                    if (!trees.isLeaf(child)) {
                        below[next] = child;
                        parents[next++] = i;
                    }
                }
                if (side == 0) {
                    inner = next;
                }
            }
            at = Arrays.copyOf(below, next);
            above = Arrays.copyOf(parents, next);
        }
        return levels.toArray(ShapLevel[]::new);
    }
}
