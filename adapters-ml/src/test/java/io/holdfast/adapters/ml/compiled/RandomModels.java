package io.holdfast.adapters.ml.compiled;

import io.holdfast.domain.models.ContractId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Models and rows drawn at random: even features are numbers, odd ones have five categories.
final class RandomModels {

    static final ContractId CONTRACT = new ContractId("random", 2);
    static final int CATEGORIES = 5;

    private final SplittableRandom random;
    private final int features;

    RandomModels(long seed, int features) {
        this.random = new SplittableRandom(seed);
        this.features = features;
    }

    double[] row() {
        var row = new double[features];
        Arrays.setAll(row, f -> f % 2 == 0 ? random.nextDouble() : random.nextInt(CATEGORIES));
        return row;
    }

    /// Every value is missing with the given chance.
    double[] rowWithMissing(double chance) {
        var row = row();
        for (int f = 0; f < features; f++) {
            if (random.nextDouble() < chance) {
                row[f] = Double.NaN;
            }
        }
        return row;
    }

    /// A tree whose leaves all have training rows.
    TreeNode tree(int depth, double chanceOfLeaf) {
        if (depth == 0 || random.nextDouble() < chanceOfLeaf) {
            return new TreeNode.Leaf(random.nextDouble(-1, 1), 1 + random.nextInt(50));
        }
        int feature = random.nextInt(features);
        boolean category = feature % 2 == 1;
        double at = category ? random.nextInt(CATEGORIES) : random.nextDouble();
        return new TreeNode.Branch(
                feature,
                category,
                at,
                random.nextBoolean(),
                tree(depth - 1, chanceOfLeaf),
                tree(depth - 1, chanceOfLeaf));
    }

    List<TreeNode> trees(int count, int depth, double chanceOfLeaf) {
        var trees = new ArrayList<TreeNode>();
        for (int i = 0; i < count; i++) {
            trees.add(tree(depth, chanceOfLeaf));
        }
        return trees;
    }

    List<Shape> shapes() {
        var shapes = new ArrayList<Shape>();
        for (int f = 0; f < features; f++) {
            double mean = random.nextDouble(-1, 1);
            if (f % 3 == 2) {
                shapes.add(new Shape.None());
            } else if (f % 2 == 1) {
                shapes.add(new Shape.Table(doubles(CATEGORIES), random.nextDouble(), mean));
            } else {
                shapes.add(
                        new Shape.Curve(
                                new double[] {0.1, 0.4, 0.8},
                                doubles(3),
                                random.nextDouble(),
                                mean));
            }
        }
        return shapes;
    }

    private double[] doubles(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    /// Trees that share their number of training rows, as those of one training do.
    ServedModel served(int trees, int depth, Calibration calibration) {
        var rows = new double[500][];
        Arrays.setAll(rows, _ -> rowWithMissing(0.1));
        var counted = new ArrayList<TreeNode>();
        while (counted.size() < trees) {
            var tree = tree(depth, 0.2).counted(rows);
            if (isCovered(tree)) {
                counted.add(tree);
            }
        }
        return new ServedModel(
                CONTRACT, new RawModel(0.3, shapes(), new TreeEnsemble(counted)), calibration);
    }

    private static boolean isCovered(TreeNode node) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.cover() > 0;
            case TreeNode.Branch b -> isCovered(b.inside()) && isCovered(b.outside());
        };
    }
}
