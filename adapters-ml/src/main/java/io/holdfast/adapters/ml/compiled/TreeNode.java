package io.holdfast.adapters.ml.compiled;

/// A decision tree over the raw features of a contract.
public sealed interface TreeNode {

    /// Sends a row to `inside` when its feature passes the test: `x <= at` for a number, `x == at`
    /// for a category. A missing value (`NaN`) goes where `missingInside` says.
    record Branch(
            int feature,
            boolean category,
            double at,
            boolean missingInside,
            TreeNode inside,
            TreeNode outside)
            implements TreeNode {

        boolean passes(double value) {
            if (Double.isNaN(value)) {
                return missingInside;
            }
            return category ? value == at : value <= at;
        }
    }

    /// @param cover training rows that end here; 0 while not counted
    record Leaf(double value, int cover) implements TreeNode {}

    default int depth() {
        return switch (this) {
            case Leaf _ -> 0;
            case Branch branch -> 1 + Math.max(branch.inside().depth(), branch.outside().depth());
        };
    }

    default int size() {
        return switch (this) {
            case Leaf _ -> 1;
            case Branch branch -> 1 + branch.inside().size() + branch.outside().size();
        };
    }

    /// The same tree with every leaf's value multiplied.
    default TreeNode scaled(double factor) {
        return switch (this) {
            case Leaf(double value, int cover) -> new Leaf(value * factor, cover);
            case Branch b ->
                    new Branch(
                            b.feature(),
                            b.category(),
                            b.at(),
                            b.missingInside(),
                            b.inside().scaled(factor),
                            b.outside().scaled(factor));
        };
    }

    /// The same tree with the rows counted that end in each leaf.
    default TreeNode counted(double[][] rows) {
        var all = new int[rows.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return counted(this, rows, all, 0, all.length);
    }

    /// Partitions `order[from, to)` in place on the way down.
    private static TreeNode counted(TreeNode node, double[][] rows, int[] order, int from, int to) {
        return switch (node) {
            case Leaf leaf -> new Leaf(leaf.value(), to - from);
            case Branch b -> {
                int middle = from;
                for (int i = from; i < to; i++) {
                    if (b.passes(rows[order[i]][b.feature()])) {
                        int swapped = order[middle];
                        order[middle++] = order[i];
                        order[i] = swapped;
                    }
                }
                yield new Branch(
                        b.feature(),
                        b.category(),
                        b.at(),
                        b.missingInside(),
                        counted(b.inside(), rows, order, from, middle),
                        counted(b.outside(), rows, order, middle, to));
            }
        };
    }
}
