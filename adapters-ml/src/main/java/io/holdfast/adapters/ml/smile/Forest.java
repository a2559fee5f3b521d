package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.RawModel;
import io.holdfast.adapters.ml.compiled.TreeNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import smile.data.formula.Formula;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.math.MathEx;
import smile.model.cart.Loss;
import smile.model.cart.RegressionNode;
import smile.regression.RandomForest;
import smile.regression.RegressionTree;

/// A probability forest: regression trees on 0 and 1, which split as Gini does for two classes and
/// whose mean leaf is a probability. Smile's classification trees are not used because they merge
/// sister leaves of the same majority, and with it most of what tells 5% from 40%.
record Forest(int trees, int depth, int rowsPerLeaf, double columnShare) implements Recipe {

    @Override
    public int variants() {
        return 1;
    }

    @Override
    public double effort() {
        return trees * (double) depth / 6;
    }

    @Override
    public String settings(int variant) {
        return "%d trees, depth %d, leaves of at least %d rows, %s of columns"
                .formatted(trees, depth, rowsPerLeaf, columnShare);
    }

    @Override
    public Grown fit(Rows rows, long seed, Stop stop) {
        var random = new SplittableRandom(seed);
        var frame = new TreeFrame(rows);
        var label = new double[rows.size()];
        Arrays.setAll(label, i -> rows.positive()[i] ? 1 : 0);
        var field = new StructField("label", DataTypes.DoubleType);
        int tried = Math.max(1, (int) Math.round(columnShare * frame.columns()));
        var grown = new ArrayList<RegressionTree>();
        var compiled = new ArrayList<TreeNode>();
        for (int t = 0; t < trees; t++) {
            stop.check();
            MathEx.setSeed(random.nextLong());
            var tree =
                    new RegressionTree(
                            frame.frame(),
                            Loss.ls(label),
                            field,
                            depth + 1, // Smile counts nodes, not edges
                            1 << depth,
                            rowsPerLeaf,
                            tried,
                            bootstrap(rows.size(), random),
                            frame.order());
            grown.add(tree);
            compiled.add(
                    frame.compile(tree.root(), leaf -> ((RegressionNode) leaf).output() / trees));
        }
        return new Grown(rows, frame, grown, compiled);
    }

    /// How often each row was drawn, with replacement.
    private static int[] bootstrap(int rows, SplittableRandom random) {
        var drawn = new int[rows];
        for (int i = 0; i < rows; i++) {
            drawn[random.nextInt(rows)]++;
        }
        return drawn;
    }

    record Grown(Rows rows, TreeFrame frame, List<RegressionTree> grown, List<TreeNode> compiled)
            implements Fit {

        @Override
        public double[][] raw(double[][] x) {
            var model = RawModel.ofTrees(0, compiled, rows.features().size());
            var raw = new double[1][x.length];
            Arrays.setAll(raw[0], i -> model.raw(x[i]));
            return raw;
        }

        @Override
        public RawModel compile(int variant) {
            var counted = compiled.stream().map(tree -> tree.counted(rows.x())).toList();
            return RawModel.ofTrees(0, counted, rows.features().size());
        }

        @Override
        public double[] smileProbability(int variant) {
            var forest = smile();
            var probability = new double[rows.size()];
            Arrays.setAll(probability, i -> forest.predict(frame.frame().get(i)));
            return probability;
        }

        /// The same trees as Smile averages them.
        RandomForest smile() {
            var schema = frame.frame().schema();
            var models =
                    grown.stream()
                            .map(tree -> new RandomForest.Model(tree, null))
                            .toArray(RandomForest.Model[]::new);
            return new RandomForest(
                    Formula.rhs(schema.names()), models, null, new double[schema.length()]);
        }

        @Override
        public double probability(double raw) {
            return raw;
        }
    }
}
