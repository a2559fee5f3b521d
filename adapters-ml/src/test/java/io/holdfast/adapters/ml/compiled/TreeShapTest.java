package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeShapTest {

    private static final double EXACT = 1e-12;

    @Test
    void gives_all_to_the_only_feature_of_a_stump() {
        var stump =
                new TreeNode.Branch(
                        1, false, 5, false, new TreeNode.Leaf(2, 30), new TreeNode.Leaf(10, 10));

        // the mean is 4: 10 - 4 and 2 - 4
        assertThat(values(stump, 0, 9)).containsExactly(0, 6);
        assertThat(values(stump, 0, 1)).containsExactly(0, -2);
    }

    @Test
    void shares_an_interaction_as_shapley_does() {
        var and =
                new TreeNode.Branch(
                        0,
                        false,
                        0.5,
                        false,
                        new TreeNode.Leaf(0, 2),
                        new TreeNode.Branch(
                                1,
                                false,
                                0.5,
                                false,
                                new TreeNode.Leaf(0, 1),
                                new TreeNode.Leaf(4, 1)));

        // nothing known 1, the first known 2, the second known 2, both known 4
        assertThat(values(and, 1, 1)).containsExactly(1.5, 1.5);
    }

    @Test
    void equals_the_definition_on_random_trees() {
        for (int seed = 0; seed < 60; seed++) {
            int features = 3 + seed % 5;
            var models = new RandomModels(seed, features);
            var tree = models.tree(TreeEnsemble.MAX_DEPTH, 0.1);
            for (int i = 0; i < 5; i++) {
                var row = models.rowWithMissing(0.2);
                var expected = byDefinition(tree, row);
                var actual = values(tree, row);
                for (int f = 0; f < features; f++) {
                    assertThat(actual[f]).isCloseTo(expected[f], within(EXACT));
                }
            }
        }
    }

    @Test
    void equals_the_definition_where_every_level_asks_another_feature() {
        TreeNode node = new TreeNode.Leaf(1, 3);
        for (int level = 0; level < TreeEnsemble.MAX_DEPTH; level++) {
            node =
                    new TreeNode.Branch(
                            level, false, 0.5, true, node, new TreeNode.Leaf(-0.3 * level, 2));
        }
        var row = new double[] {0, 1, 0, 0, 1, 0, Double.NaN, 0};

        var expected = byDefinition(node, row);

        var actual = values(node, row);
        for (int f = 0; f < row.length; f++) {
            assertThat(actual[f]).isCloseTo(expected[f], within(EXACT));
        }
    }

    @Test
    void adds_up_to_the_distance_from_the_mean() {
        for (int seed = 0; seed < 20; seed++) {
            var models = new RandomModels(seed, 12);
            var trees = new TreeEnsemble(models.trees(50, TreeEnsemble.MAX_DEPTH, 0.1));
            var row = models.rowWithMissing(0.1);
            var phi = new double[12];

            new TreeShap(trees).addTo(phi, row);

            assertThat(Arrays.stream(phi).sum())
                    .isCloseTo(trees.sum(row) - trees.mean(), within(1e-10));
        }
    }

    @Test
    void explains_a_sum_of_trees_as_the_sum_of_what_it_explains_of_each() {
        var models = new RandomModels(5, 12);
        var trees = new ArrayList<TreeNode>(List.of(new TreeNode.Leaf(3, 10)));
        for (int depth = 0; depth <= TreeEnsemble.MAX_DEPTH; depth++) {
            trees.addAll(models.trees(13, depth, 0));
            trees.addAll(models.trees(7, depth, 0.3));
        }
        var all = new TreeEnsemble(trees);
        assertThat(ShapGroup.of(all)).hasSizeGreaterThan(4); // one for each rule, and more
        for (double missing : new double[] {0, 0.2, 1}) {
            var row = models.rowWithMissing(missing);
            var expected = new double[12];
            for (var tree : trees) {
                var part = values(tree, row);
                for (int f = 0; f < part.length; f++) {
                    expected[f] += part[f];
                }
            }

            var phi = new double[12];
            new TreeShap(all).addTo(phi, row);

            for (int f = 0; f < phi.length; f++) {
                assertThat(phi[f]).isCloseTo(expected[f], within(1e-10));
            }
        }
    }

    @Test
    void sends_zeros_and_infinities_where_a_score_sends_them() {
        double[] odd = {
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            Double.POSITIVE_INFINITY
        };
        var thresholds = Arrays.stream(odd).filter(at -> !Double.isNaN(at)).toArray();
        for (double at : thresholds) {
            for (double value : odd) {
                for (boolean category : new boolean[] {false, true}) {
                    var tree =
                            new TreeNode.Branch(
                                    0,
                                    category,
                                    at,
                                    at > 0,
                                    new TreeNode.Leaf(1, 1),
                                    new TreeNode.Leaf(-1, 1));
                    assertThat(values(tree, value))
                            .as("%s at %s", value, at)
                            .containsExactly(
                                    new TreeEnsemble(List.of(tree)).sum(new double[] {value}));
                }
            }
        }
    }

    @Test
    void takes_few_points_where_few_features_are_on_a_path() {
        for (int features = 1; features <= TreeEnsemble.MAX_DEPTH; features++) {
            TreeNode node = new TreeNode.Leaf(1, 3);
            for (int level = 0; level < TreeEnsemble.MAX_DEPTH; level++) {
                node =
                        new TreeNode.Branch(
                                level % features,
                                false,
                                level,
                                true,
                                node,
                                new TreeNode.Leaf(level, 2));
            }

            var groups = ShapGroup.of(new TreeEnsemble(List.of(node)));

            assertThat(groups).hasSize(1);
            assertThat(groups.getFirst().rule().points()).hasSize((features + 1) / 2);
        }
    }

    private static double[] values(TreeNode tree, double... row) {
        var phi = new double[row.length];
        new TreeShap(new TreeEnsemble(List.of(tree))).addTo(phi, row);
        return phi;
    }

    /// Shapley's formula over all subsets, where an unknown feature splits by training rows.
    private static double[] byDefinition(TreeNode tree, double[] row) {
        int n = row.length;
        var phi = new double[n];
        for (int known = 0; known < 1 << n; known++) {
            int size = Integer.bitCount(known);
            for (int f = 0; f < n; f++) {
                if ((known & 1 << f) == 0) {
                    double weight = factorial(size) * factorial(n - size - 1) / factorial(n);
                    phi[f] +=
                            weight
                                    * (expected(tree, row, known | 1 << f)
                                            - expected(tree, row, known));
                }
            }
        }
        return phi;
    }

    private static double expected(TreeNode node, double[] row, int known) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.value();
            case TreeNode.Branch b when (known & 1 << b.feature()) != 0 ->
                    expected(b.passes(row[b.feature()]) ? b.inside() : b.outside(), row, known);
            case TreeNode.Branch b -> {
                double inside = cover(b.inside());
                double outside = cover(b.outside());
                yield (inside * expected(b.inside(), row, known)
                                + outside * expected(b.outside(), row, known))
                        / (inside + outside);
            }
        };
    }

    private static double cover(TreeNode node) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.cover();
            case TreeNode.Branch b -> cover(b.inside()) + cover(b.outside());
        };
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
