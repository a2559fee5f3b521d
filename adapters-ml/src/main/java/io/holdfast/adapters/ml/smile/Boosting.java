package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.Calibration;
import io.holdfast.adapters.ml.compiled.RawModel;
import io.holdfast.adapters.ml.compiled.TreeEnsemble;
import io.holdfast.adapters.ml.compiled.TreeNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import smile.classification.GradientTreeBoost;
import smile.data.formula.Formula;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.math.MathEx;
import smile.model.cart.RegressionNode;
import smile.regression.RegressionTree;

/// Stochastic gradient boosting of Smile's regression trees; the variants are numbers of trees.
///
/// The loop is ours, so that it can be stopped between trees, uses columns at random in each node,
/// and moves the rows by compiled trees, which is many times faster than Smile's `predict`.
record Boosting(
        List<Integer> treeCounts,
        int depth,
        int leaves,
        int rowsPerLeaf,
        double rate,
        double rowShare,
        double columnShare)
        implements Recipe {

    private static final double RIDGE = 1;

    @Override
    public int variants() {
        return treeCounts.size();
    }

    @Override
    public double effort() {
        return treeCounts.getLast() * (double) Math.min(depth, leaves) / 4;
    }

    @Override
    public String settings(int variant) {
        return "%d trees, depth %d, up to %d leaves of at least %d rows, rate %s, %s of rows, %s of columns"
                .formatted(
                        treeCounts.get(variant),
                        depth,
                        leaves,
                        rowsPerLeaf,
                        rate,
                        rowShare,
                        columnShare);
    }

    @Override
    public Fit fit(Rows rows, long seed, Stop stop) {
        var random = new SplittableRandom(seed);
        var frame = new TreeFrame(rows);
        var loss = new NewtonLoss(rows.positive(), RIDGE);
        double start = loss.start();
        var halfLogOdds = loss.residual();
        var field = new StructField("residual", DataTypes.DoubleType);
        int tried = Math.max(1, (int) Math.round(columnShare * frame.columns()));
        var grown = new ArrayList<RegressionTree>();
        var compiled = new ArrayList<TreeNode>();
        for (int t = 0; t < treeCounts.getLast(); t++) {
            stop.check();
            MathEx.setSeed(random.nextLong());
            var tree =
                    new RegressionTree(
                            frame.frame(),
                            loss,
                            field,
                            depth + 1, // Smile counts nodes, not edges
                            leaves,
                            rowsPerLeaf,
                            tried,
                            sample(rows.size(), random),
                            frame.order());
            var node =
                    frame.compile(tree.root(), leaf -> 2 * rate * ((RegressionNode) leaf).output());
            var flat = new TreeEnsemble(List.of(node));
            for (int i = 0; i < halfLogOdds.length; i++) {
                halfLogOdds[i] += flat.sum(rows.x()[i]) / 2;
            }
            grown.add(tree);
            compiled.add(node);
        }
        return new Boosted(this, rows, frame, start, grown, compiled);
    }

    /// Rows without replacement: 1 for the chosen ones.
    private int[] sample(int rows, SplittableRandom random) {
        var chosen = new int[rows];
        int left = (int) Math.round(rows * rowShare);
        for (int i = 0; i < rows && left > 0; i++) {
            if (random.nextInt(rows - i) < left) {
                chosen[i] = 1;
                left--;
            }
        }
        return chosen;
    }

    private record Boosted(
            Boosting recipe,
            Rows rows,
            TreeFrame frame,
            double start,
            List<RegressionTree> grown,
            List<TreeNode> compiled)
            implements Fit {

        @Override
        public double[][] raw(double[][] x) {
            var trees = new TreeEnsemble(compiled);
            var raw = new double[recipe.variants()][x.length];
            for (int i = 0; i < x.length; i++) {
                double sum = 2 * start;
                int from = 0;
                for (int v = 0; v < raw.length; v++) {
                    int to = recipe.treeCounts.get(v);
                    sum += trees.sum(x[i], from, to);
                    raw[v][i] = sum;
                    from = to;
                }
            }
            return raw;
        }

        @Override
        public RawModel compile(int variant) {
            var counted =
                    compiled.subList(0, recipe.treeCounts.get(variant)).stream()
                            .map(tree -> tree.counted(rows.x()))
                            .toList();
            return RawModel.ofTrees(2 * start, counted, rows.features().size());
        }

        @Override
        public double[] smileProbability(int variant) {
            var schema = frame.frame().schema();
            var model =
                    new GradientTreeBoost(
                            Formula.rhs(schema.names()),
                            grown.subList(0, recipe.treeCounts.get(variant))
                                    .toArray(RegressionTree[]::new),
                            start,
                            recipe.rate,
                            new double[schema.length()]);
            var posteriori = new double[2];
            var probability = new double[rows.size()];
            Arrays.setAll(
                    probability,
                    i -> {
                        model.predict(frame.frame().get(i), posteriori);
                        return posteriori[1];
                    });
            return probability;
        }

        @Override
        public double probability(double raw) {
            return Calibration.sigmoid(raw);
        }
    }
}
