package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeEnsembleTest {

    @Test
    void sums_what_a_walk_through_each_tree_gives() {
        for (int seed = 0; seed < 30; seed++) {
            var models = new RandomModels(seed, 9);
            var trees = models.trees(seed, TreeEnsemble.MAX_DEPTH, 0.2);
            var ensemble = new TreeEnsemble(trees);
            for (double missing : new double[] {0, 0.3, 1}) {
                var row = models.rowWithMissing(missing);
                double expected = trees.stream().mapToDouble(tree -> walk(tree, row)).sum();
                assertThat(ensemble.sum(row)).isCloseTo(expected, within(1e-12));
                int half = trees.size() / 2;
                assertThat(ensemble.sum(row, 0, half) + ensemble.sum(row, half, trees.size()))
                        .isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void gives_back_the_trees_it_was_made_of() {
        var trees = new RandomModels(3, 7).trees(20, 6, 0.2);

        assertThat(new TreeEnsemble(trees).trees()).isEqualTo(trees);
    }

    @Test
    void takes_a_threshold_as_inside_and_the_next_value_as_outside() {
        var tree = stump(false, 2.5, false);

        assertThat(tree.sum(new double[] {2.5})).isEqualTo(1);
        assertThat(tree.sum(new double[] {Math.nextUp(2.5)})).isEqualTo(-1);
        assertThat(tree.sum(new double[] {-Double.MAX_VALUE})).isEqualTo(1);
        assertThat(tree.sum(new double[] {Double.MAX_VALUE})).isEqualTo(-1);
    }

    @Test
    void takes_both_zeros_for_the_same_and_an_infinite_value_for_the_greatest() {
        for (double zero : new double[] {0.0, -0.0}) {
            for (double other : new double[] {0.0, -0.0}) {
                assertThat(stump(false, zero, false).sum(new double[] {other})).isEqualTo(1);
                assertThat(stump(true, zero, false).sum(new double[] {other})).isEqualTo(1);
            }
            assertThat(stump(false, zero, false).sum(new double[] {Double.MIN_VALUE}))
                    .isEqualTo(-1);
            assertThat(stump(true, zero, false).sum(new double[] {-Double.MIN_VALUE}))
                    .isEqualTo(-1);
        }
        var tree = stump(false, 2.5, false);
        assertThat(tree.sum(new double[] {Double.POSITIVE_INFINITY})).isEqualTo(-1);
        assertThat(tree.sum(new double[] {Double.NEGATIVE_INFINITY})).isEqualTo(1);
    }

    @Test
    void parts_missing_values_from_all_others_by_an_infinite_threshold() {
        var tree = stump(false, Double.NEGATIVE_INFINITY, true);

        assertThat(tree.sum(new double[] {Double.NaN})).isEqualTo(1);
        assertThat(tree.sum(new double[] {-Double.MAX_VALUE})).isEqualTo(-1);
    }

    @Test
    void takes_one_category_as_inside_and_all_others_as_outside() {
        var tree = stump(true, 3, false);

        assertThat(tree.sum(new double[] {3})).isEqualTo(1);
        assertThat(tree.sum(new double[] {2})).isEqualTo(-1);
        assertThat(tree.sum(new double[] {4})).isEqualTo(-1);
        assertThat(tree.sum(new double[] {Double.NaN})).isEqualTo(-1);
    }

    @Test
    void refuses_a_tree_that_is_too_deep() {
        TreeNode node = new TreeNode.Leaf(0, 1);
        for (int i = 0; i <= TreeEnsemble.MAX_DEPTH; i++) {
            node = new TreeNode.Branch(0, false, i, false, node, new TreeNode.Leaf(1, 1));
        }
        var trees = List.of(node);

        assertThatThrownBy(() -> new TreeEnsemble(trees))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_every_row_in_the_leaf_it_ends_in() {
        var rows = new double[][] {{1}, {2}, {3}, {Double.NaN}};
        var tree =
                new TreeNode.Branch(
                        0, false, 1.5, true, new TreeNode.Leaf(1, 0), new TreeNode.Leaf(5, 0));

        var counted = tree.counted(rows);

        assertThat(counted)
                .isEqualTo(
                        new TreeNode.Branch(
                                0,
                                false,
                                1.5,
                                true,
                                new TreeNode.Leaf(1, 2),
                                new TreeNode.Leaf(5, 2)));
        assertThat(new TreeEnsemble(List.of(counted)).mean()).isEqualTo(3);
    }

    private static TreeEnsemble stump(boolean category, double at, boolean missingInside) {
        return new TreeEnsemble(
                List.of(
                        new TreeNode.Branch(
                                0,
                                category,
                                at,
                                missingInside,
                                new TreeNode.Leaf(1, 1),
                                new TreeNode.Leaf(-1, 1))));
    }

    private static double walk(TreeNode node, double[] row) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.value();
            case TreeNode.Branch b ->
                    walk(b.passes(row[b.feature()]) ? b.inside() : b.outside(), row);
        };
    }
}
